package io.falconflux.resilience;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Who goes next: calls that somebody waits for, and after four of them one of the many, so that those never starve. Leaving
 * the line takes the same time wherever one stands. Not safe for threads.
 */
final class WaitingLine<T> {

    private static final int TURNS = 4;

    private final Set<T> urgent = new LinkedHashSet<>();
    private final Set<T> many = new LinkedHashSet<>();
    private int turns;

    void add(T waiter, boolean isUrgent) {
        (isUrgent ? urgent : many).add(waiter);
    }

    boolean isEmpty() {
        return urgent.isEmpty() && many.isEmpty();
    }

    /** Whether the next is urgent. One of the many whose turn it is counts as such, or the urgent ones would leave it nothing. */
    boolean urgentNext() {
        return !urgent.isEmpty();
    }

    /** Takes the next out of the line, which must not be empty. */
    T next() {
        boolean one = urgent.isEmpty() || turns >= TURNS && !many.isEmpty();
        turns = one || many.isEmpty() ? 0 : turns + 1;
        Iterator<T> first = (one ? many : urgent).iterator();
        T waiter = first.next();
        first.remove();
        return waiter;
    }

    void remove(T waiter) {
        if (!urgent.remove(waiter)) {
            many.remove(waiter);
        }
    }

    /** Takes those out that fit. */
    List<T> removeIf(Predicate<T> fits) {
        List<T> out = Stream.concat(urgent.stream(), many.stream()).filter(fits).toList();
        out.forEach(this::remove);
        return out;
    }
}
