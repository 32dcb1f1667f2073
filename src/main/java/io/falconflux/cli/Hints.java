package io.falconflux.cli;

import io.falconflux.query.Field;
import io.falconflux.query.FilterHints;
import io.falconflux.scan.Finished;
import io.falconflux.scan.ScanEvent;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Flux;

/**
 * What may be wrong with a filter that the service has taken: it may have read something else than was meant. Where it
 * refuses the filter, its error says the same, so nothing is said here.
 */
final class Hints {

    private final Surroundings around;
    private final List<String> hints;

    /**
     * Looks a filter through.
     *
     * @param around where to say it
     * @param filter the filter; blank for none
     * @param known the fields that the document lists
     */
    Hints(Surroundings around, String filter, List<Field> known) {
        this.around = around;
        this.hints = filter.isBlank() ? List.of() : FilterHints.of(filter, known);
    }

    void say() {
        hints.forEach(hint -> around.say("hint: " + Complaint.line(hint)));
    }

    /** Says it with the first event that shows that the service took the filter. */
    <T> Flux<ScanEvent<T>> with(Flux<ScanEvent<T>> events) {
        return hints.isEmpty()
                ? events
                : Flux.defer(() -> {
                    AtomicBoolean said = new AtomicBoolean();
                    return events.doOnNext(event -> {
                        boolean refused = event instanceof Finished<T> finished && finished.cause() != null;
                        if (!refused && said.compareAndSet(false, true)) {
                            say();
                        }
                    });
                });
    }
}
