package io.falconflux.action;

import io.falconflux.error.FalconException;
import io.falconflux.error.RetiredException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads ids back after a sending whose outcome is in doubt. */
final class ReadBack {

    /** How often a call is tried where sending was tried as often as it is worth. */
    private static final int BRIEF = 5;

    private final Run run;

    ReadBack(Run run) {
        this.run = run;
    }

    /**
     * Returns what the service shows; empty if it shows nothing, or the run is stopped.
     *
     * @param ids the ids
     * @param since when they were sent first; null if that is not known
     */
    Mono<Sighting> of(List<String> ids, @Nullable Instant since) {
        int most = run.facts.mostRead();
        int tries = run.mute() ? BRIEF : run.patience.tries();
        return Flux.range(0, (ids.size() + most - 1) / most)
                .concatMap(part -> run.target.read(
                        List.copyOf(ids.subList(part * most, Math.min(ids.size(), (part + 1) * most))), tries))
                .map(seen -> seen.asOf(since == null ? null : Duration.between(since, run.now())))
                .reduce(Sighting::beside)
                .takeUntilOther(run.stopAfterGrace())
                .onErrorResume(FalconException.class, this::unread);
    }

    private Mono<Sighting> unread(FalconException error) {
        if (error instanceof RetiredException) {
            run.halt(error);
        }
        return Mono.empty();
    }
}
