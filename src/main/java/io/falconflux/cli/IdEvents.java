package io.falconflux.cli;

import io.falconflux.collection.FalconCollection;
import io.falconflux.error.ScanException;
import io.falconflux.query.Query;
import io.falconflux.scan.Checkpoint;
import io.falconflux.scan.Finished;
import io.falconflux.scan.Page;
import io.falconflux.scan.ScanEvent;
import io.falconflux.scan.ScanReport;
import io.falconflux.scan.ScanReport.Basis;
import io.falconflux.scan.ScanReport.Ended;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** A listing of ids, told as the events of a scan. It makes no entity calls and ends at the service's window. */
final class IdEvents {

    private static final int PAGE = 500;

    private final FalconCollection<?> collection;
    private final Query query;
    private final CountedExchange calls;
    private final long begun = System.nanoTime();
    private long rows;

    private IdEvents(FalconCollection<?> collection, Query query, CountedExchange calls) {
        this.collection = collection;
        this.query = query;
        this.calls = calls;
    }

    static Flux<ScanEvent<String>> of(FalconCollection<?> collection, Query query, CountedExchange calls) {
        return Flux.defer(() -> new IdEvents(collection, query, calls).events());
    }

    private Flux<ScanEvent<String>> events() {
        return collection
                .query(query)
                .buffer(PAGE)
                .map(this::page)
                .concatWith(Flux.defer(() -> Flux.just(finished(null))))
                .onErrorResume(IdEvents::beyondWindow, error -> Flux.just(finished(error.getMessage())));
    }

    private ScanEvent<String> page(List<String> ids) {
        rows += ids.size();
        return new Page<>(ids, new Checkpoint(""), false);
    }

    private static boolean beyondWindow(Throwable error) {
        return error.getClass() == ScanException.class;
    }

    private ScanEvent<String> finished(@Nullable String reason) {
        boolean limited = query.limit().isPresent() && rows == query.limit().getAsLong();
        Ended ended = reason != null ? Ended.WINDOW : limited ? Ended.LIMIT : Ended.EXHAUSTED;
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
        return new Finished<>(
                new ScanReport(
                        reason == null,
                        ended,
                        Basis.NONE,
                        rows,
                        0,
                        List.of(),
                        List.of(),
                        1,
                        calls.cost(),
                        elapsed,
                        reason),
                new Checkpoint(""));
    }
}
