package io.falconflux.collection;

import io.falconflux.scan.Finished;
import io.falconflux.scan.Page;
import io.falconflux.scan.Progress;
import io.falconflux.scan.Scan;
import io.falconflux.scan.ScanEvent;
import io.falconflux.scan.ScanWindow;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;

/** A scan of whole rows of which only the ids are wanted: the rows come with their ids, so there is nothing to save. */
final class IdScan<T> implements Scan<String> {

    private final Scan<T> rows;
    private final Function<T, String> id;

    IdScan(Scan<T> rows, Function<T, String> id) {
        this.rows = rows;
        this.id = id;
    }

    @Override
    public Flux<String> items() {
        return rows.items().map(id);
    }

    @Override
    public Flux<Page<String>> pages() {
        return rows.pages().map(this::ids);
    }

    @Override
    public Flux<ScanEvent<String>> events() {
        return rows.events().map(this::ids);
    }

    @Override
    public Flux<ScanWindow> windows() {
        return rows.windows();
    }

    private ScanEvent<String> ids(ScanEvent<T> event) {
        if (event instanceof Page<T> page) {
            return ids(page);
        }
        if (event instanceof Progress<T> progress) {
            return new Progress<>(progress.rows(), progress.total(), progress.elapsed());
        }
        Finished<T> finished = (Finished<T>) event;
        return new Finished<>(finished.report(), finished.checkpoint(), finished.cause());
    }

    private Page<String> ids(Page<T> page) {
        List<String> ids = page.items().stream().map(id).toList();
        return new Page<>(ids, page.checkpoint(), page.late());
    }
}
