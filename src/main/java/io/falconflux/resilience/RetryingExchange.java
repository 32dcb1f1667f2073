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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * The outermost decorator: repeats a call whose failure is transient, if it is provably safe to repeat, until the policy's
 * tries, the client's budget or the caller's deadline end. A wait that would go past the deadline is not begun.
 *
 * <p>State: the budget, which all calls share. How the tries of one call went belongs to one subscription.
 */
public final class RetryingExchange implements Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(RetryingExchange.class);

    private final Exchange next;
    private final RetryPolicy policy;
    private final Scheduler timer;
    private final AtomicReference<RetryBudget> budget;
    private final AtomicBoolean drained = new AtomicBoolean();

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
        this.budget = new AtomicReference<>(RetryBudget.full(policy.budget(), now()));
    }

    @Override
    public <T> Mono<ApiReply<T>> exchange(ApiCall call, ElementCodec<T> codec) {
        return bounded(
                call,
                next.exchange(call, codec)
                        .doOnNext(reply -> budget.updateAndGet(RetryBudget::earned))
                        .retryWhen(Retry.from(failures -> again(call, failures))));
    }

    private Flux<Long> again(ApiCall call, Flux<Retry.RetrySignal> failures) {
        return failures.map(Retry.RetrySignal::failure)
                .scan(Tries.NONE, (tries, error) -> tries.after(error, now()))
                .skip(1)
                .concatMap(tries -> again(call, tries));
    }

    private Mono<Long> again(ApiCall call, Tries tries) {
        Throwable error = Objects.requireNonNull(tries.last());
        if (!own(call, error) || !policy.worthRepeating(error, call.replayable())) {
            return Mono.error(error);
        }
        if (tries.failures() >= call.context().tries() && !tries.telling()) {
            return Mono.error(error);
        }
        if (tries.failures() >= call.context().tries() || tries.over(policy, now()) || !affordable(error)) {
            return Mono.error(lasting(call, error));
        }
        Duration wait = policy.backoff(Tries.refused(error) ? 1 : tries.failures(), ThreadLocalRandom.current());
        Instant deadline = call.context().deadline();
        if (deadline != null && now().plus(wait).isAfter(deadline)) {
            return Mono.error(late(call, wait, error));
        }
        call.context().meter().retry();
        return Mono.delay(wait, timer);
    }

    /** A refusal for the allowance's sake costs nothing: the governor sees to it that there are few. */
    private boolean affordable(Throwable error) {
        if (Tries.refused(error)) {
            return true;
        }
        Instant now = now();
        RetryBudget before = budget.getAndUpdate(saved -> saved.at(now).spent()).at(now);
        boolean allowed = before.allows();
        if (!allowed && drained.compareAndSet(false, true)) {
            LOG.warn("Too many calls fail to repeat them all; until more succeed, failures are passed on");
        } else if (before.saved() > policy.budget() / 2.0) {
            drained.set(false);
        }
        return allowed;
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

    /** Some retired routes answer 500 for ever; when the tries are used up, that is what it means. */
    private static Throwable lasting(ApiCall call, Throwable error) {
        Retirement retirement = call.operation().retirement();
        return retirement != null && error instanceof RefusedException refused && refused.status() == 500
                ? new RetiredException(
                        call.operation().id(), refused.refusal(), retirement.since(), retirement.successors())
                : error;
    }
}
