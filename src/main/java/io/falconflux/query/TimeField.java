package io.falconflux.query;

import io.falconflux.error.QueryException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * A property that holds a time. Times are sent in UTC with as many digits of a second as they have; relative times are
 * resolved here, because it is not certain that the service knows any.
 *
 * @param name the name on the wire
 */
public record TimeField(String name) implements Field {

    /** The years that an ISO time writes with four digits. */
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    /**
     * Checks the name.
     *
     * @param name the name on the wire
     * @throws QueryException if it is no property name
     */
    public TimeField {
        PropertyName.check(name);
    }

    /**
     * Compares for equality.
     *
     * @param time the time
     * @return rows whose property is that instant
     */
    public Fql is(Instant time) {
        return compared(Operator.IS, time);
    }

    /**
     * Compares by order.
     *
     * @param time the time, not included
     * @return rows whose property is later
     */
    public Fql after(Instant time) {
        return compared(Operator.GREATER, time);
    }

    /**
     * Compares by order.
     *
     * @param time the time, included
     * @return rows whose property is that instant or later
     */
    public Fql atOrAfter(Instant time) {
        return compared(Operator.AT_LEAST, time);
    }

    /**
     * Compares by order.
     *
     * @param time the time, not included
     * @return rows whose property is earlier
     */
    public Fql before(Instant time) {
        return compared(Operator.LESS, time);
    }

    /**
     * Compares by order.
     *
     * @param time the time, included
     * @return rows whose property is that instant or earlier
     */
    public Fql atOrBefore(Instant time) {
        return compared(Operator.AT_MOST, time);
    }

    /**
     * Compares with the span of time that ends at an instant.
     *
     * @param span how long the span is, more than zero
     * @param end the end of the span, included
     * @return rows whose property lies in the span
     * @throws QueryException if the span is not positive, or begins before the year 0
     */
    public Fql within(Duration span, Instant end) {
        if (span.isNegative() || span.isZero()) {
            throw new QueryException("A span of time before an instant is more than zero, not %s".formatted(span));
        }
        try {
            return atOrAfter(end.minus(span)).and(atOrBefore(end));
        } catch (DateTimeException | ArithmeticException e) {
            throw new QueryException("%s before %s is no time that can be sent".formatted(span, end));
        }
    }

    /**
     * Compares with the span of time that ends now. The filter holds the two instants; it does not move with the clock.
     *
     * @param span how long the span is, more than zero
     * @param clock what tells the time
     * @return rows whose property lies in the span
     * @throws QueryException if the span is not positive, or begins before the year 0
     */
    public Fql within(Duration span, Clock clock) {
        return within(span, clock.instant());
    }

    private Fql compared(Operator operator, Instant time) {
        return new Comparison(name, operator, new Value.Text(sendable(time).toString()));
    }

    static Instant sendable(Instant time) {
        if (time.isBefore(EARLIEST) || !time.isBefore(END)) {
            throw new QueryException("%s is no time for a filter; years are 0 to 9999".formatted(time));
        }
        return time;
    }
}
