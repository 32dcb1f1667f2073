package io.falconflux.transport;

import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * What a caller attaches to its calls through the Reactor Context. For example, a deadline for everything upstream:
 *
 * <pre>{@code
 * client.incidents().get(ids).contextWrite(CallContext.write(c -> c.deadline(Instant.now().plusSeconds(30))))
 * }</pre>
 *
 * @param deadline when the caller stops waiting; null for never
 * @param priority which calls go first when the service's allowance is short
 * @param meter counts the calls
 * @param tries how often one call is tried at most, the first included, where the client's policy would try it more often
 */
public record CallContext(@Nullable Instant deadline, Priority priority, CallMeter meter, int tries) {

    /** Nothing attached: no deadline, interactive, not counted, tried as often as the policy says. */
    public static final CallContext NONE =
            new CallContext(null, Priority.INTERACTIVE, CallMeter.NONE, Integer.MAX_VALUE);

    /** Checks the parts. */
    public CallContext {
        Objects.requireNonNull(priority, "priority");
        Objects.requireNonNull(meter, "meter");
        if (tries < 1) {
            throw new IllegalArgumentException("tries must be at least 1, not " + tries);
        }
    }

    /** Which calls go first. */
    public enum Priority {
        /** Somebody waits for this one call. */
        INTERACTIVE,
        /** One of the many calls of a scan. */
        BULK
    }

    /**
     * Returns this with a deadline.
     *
     * @param when when the caller stops waiting; null for never
     */
    public CallContext deadline(@Nullable Instant when) {
        return new CallContext(when, priority, meter, tries);
    }

    /**
     * Returns this with a priority.
     *
     * @param which the priority
     */
    public CallContext priority(Priority which) {
        return new CallContext(deadline, which, meter, tries);
    }

    /**
     * Returns this with a meter.
     *
     * @param counter counts the calls
     */
    public CallContext meter(CallMeter counter) {
        return new CallContext(deadline, priority, counter, tries);
    }

    /**
     * Returns this with a number of tries. For a call that is asked to find something out, and whose refusal is an answer:
     * with 1 it goes out once. A refusal with 429 does not count, since the service did not look at the call.
     *
     * @param most how often one call is tried at most, the first included; at least 1
     */
    public CallContext tries(int most) {
        return new CallContext(deadline, priority, meter, most);
    }

    /**
     * Returns a function for {@code contextWrite} that changes what is attached.
     *
     * @param change from what is attached downstream to what is attached here
     */
    public static Function<Context, Context> write(Function<CallContext, CallContext> change) {
        return context -> context.put(CallContext.class, change.apply(from(context)));
    }

    /**
     * Returns what is attached.
     *
     * @param context the Reactor Context
     * @return what is attached; {@link #NONE} if nothing is
     */
    public static CallContext from(ContextView context) {
        return Objects.requireNonNull(context.getOrDefault(CallContext.class, NONE));
    }
}
