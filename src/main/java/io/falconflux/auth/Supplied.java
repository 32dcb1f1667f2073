package io.falconflux.auth;

import io.falconflux.error.CredentialsException;
import io.falconflux.error.FalconException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * What the caller's own code supplies, kept within bounds: it may block, since it does not run on an event loop; it may
 * fail, but only in the client's family of errors and without a word that may be a secret; and it may not take for ever.
 */
final class Supplied {

    /** A secret store that takes longer than this is taken to be down. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private Supplied() {}

    /**
     * Reads from the caller's own code.
     *
     * @param operation the call that waits for it, for error messages; null if there is none
     * @param what what is to come, for error messages
     * @param supplier gives the publisher, or throws
     * @param clock measures the patience
     */
    static <T> Mono<T> read(@Nullable String operation, String what, Supplier<Mono<T>> supplier, Scheduler clock) {
        return Mono.defer(supplier)
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(PATIENCE, clock)
                .switchIfEmpty(Mono.error(() -> lacking(operation, what + " did not come: the supplier gave nothing")))
                .onErrorMap(error -> mapped(operation, what, error));
    }

    private static Throwable mapped(@Nullable String operation, String what, Throwable error) {
        if (error instanceof FalconException) {
            return error;
        }
        if (error instanceof TimeoutException) {
            return lacking(operation, what + " did not come within " + PATIENCE.toSeconds() + " s");
        }
        String text = what + " did not come: the supplier ended in "
                + error.getClass().getSimpleName();
        return new CredentialsException(operation, text + ". See the cause", error);
    }

    private static CredentialsException lacking(@Nullable String operation, String text) {
        return new CredentialsException(operation, text + ". Check where it should come from", null);
    }
}
