package io.falconflux.resilience;

import io.falconflux.error.DeadlineException;
import io.falconflux.error.FalconException;
import io.falconflux.error.RefusedException;
import io.falconflux.error.RetiredException;
import io.falconflux.json.ElementCodec;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.Exchange;
import io.falconflux.transport.Operation.Retirement;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * The outermost decorator: repeats a call whose failure is transient, if it is provably safe to repeat, until the policy's
 * tries or the caller's deadline end. A wait that would go past the deadline is not begun.
 */
public final class RetryingExchange implements Exchange {

    private final Exchange next;
    private final RetryPolicy policy;
    private final Scheduler timer;

    /**
     * Decorates an exchange.
     *
     * @param next where calls go
     * @param policy which failures are repeated
     * @param timer what measures the waits
     */
    public RetryingExchange(Exchange next, RetryPolicy policy, Scheduler timer) {
        this.next = Objects.requireNonNull(next, "next");
        this.policy = Objects.requireNonNull(policy, "policy");
        this.timer = Objects.requireNonNull(timer, "timer");
    }

    @Override
    public <T> Mono<ApiReply<T>> exchange(ApiCall call, ElementCodec<T> codec) {
        Mono<ApiReply<T>> repeated = Mono.defer(() -> {
            Tries tries = new Tries();
            return next.exchange(call, codec)
                    .retryWhen(Retry.from(
                            failures -> failures.concatMap(signal -> again(call, tries.after(signal.failure())))))
                    .onErrorMap(RefusedException.class, refused -> lasting(call, tries, refused));
        });
        return bounded(call, repeated);
    }

    private Mono<Long> again(ApiCall call, Tries tries) {
        Throwable error = tries.last;
        int failures = tries.failures;
        if (failures >= policy.maxAttempts()
                || tries.looked >= call.context().tries()
                || !own(call, error)
                || !policy.worthRepeating(error, call.replayable())) {
            return Mono.error(error);
        }
        Duration wait = policy.backoff(failures, ThreadLocalRandom.current());
        Instant deadline = call.context().deadline();
        if (deadline != null && now().plus(wait).isAfter(deadline)) {
            return Mono.error(late(call, wait, error));
        }
        call.context().meter().retry();
        return Mono.delay(wait, timer);
    }

    /** A token call that failed on the way had tries of its own. */
    private static boolean own(ApiCall call, Throwable error) {
        return !(error instanceof FalconException failure)
                || failure.operation() == null
                || failure.operation().equals(call.operation().id());
    }

    private FalconException late(ApiCall call, Duration wait, Throwable last) {
        boolean executed = !policy.worthRepeating(last, false);
        DeadlineException late = new DeadlineException(call.operation().id(), wait, "another try", executed);
        late.addSuppressed(last);
        return late;
    }

    private <T> Mono<ApiReply<T>> bounded(ApiCall call, Mono<ApiReply<T>> repeated) {
        Instant deadline = call.context().deadline();
        if (deadline == null) {
            return repeated;
        }
        return Mono.defer(() -> {
            Duration left = Duration.between(now(), deadline);
            if (left.isNegative() || left.isZero()) {
                return Mono.error(new DeadlineException(call.operation().id(), Duration.ZERO, "a reply"));
            }
            return repeated.timeout(left, timer)
                    .onErrorMap(
                            TimeoutException.class,
                            e -> new DeadlineException(call.operation().id(), left, "a reply", true));
        });
    }

    private Instant now() {
        return Instant.ofEpochMilli(timer.now(TimeUnit.MILLISECONDS));
    }

    /** Some retired routes answer 500 for ever; when the policy's tries are used up, that is what it means. */
    private FalconException lasting(ApiCall call, Tries tries, RefusedException refused) {
        Retirement retirement = call.operation().retirement();
        return retirement != null
                        && refused.status() == 500
                        && tries.failures >= policy.maxAttempts()
                        && call.replayable()
                        && own(call, refused)
                ? new RetiredException(
                        call.operation().id(), refused.refusal(), retirement.since(), retirement.successors())
                : refused;
    }

    /** How the tries of one call went; one for each subscription. */
    private static final class Tries {

        private int failures;
        private int looked;
        private Throwable last = new IllegalStateException("nothing failed");

        Tries after(Throwable error) {
            last = error;
            failures++;
            looked += error instanceof RefusedException refused && refused.status() == 429 ? 0 : 1;
            return this;
        }
    }
}
