package io.falconflux.scan;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a query is scanned.
 *
 * @param order the order of the sweep by time
 * @param rankSort the caller's order, if it is none by time and so cannot be cut into windows; else null
 */
record Plan(Order order, @Nullable String rankSort) {

    static Plan of(CollectionFacts facts, ScanQuery query, ScanOptions options) {
        Order byDefault = Order.of(facts.defaultKey(), true);
        if (options.unordered()) {
            String change = facts.changeKey();
            return new Plan(change == null ? byDefault : new Order(change, change, true, false), null);
        }
        String sort = query.sort();
        if (sort == null) {
            return new Plan(byDefault, null);
        }
        boolean ascending = !sort.endsWith(".desc");
        Optional<TimeKey> key = facts.timeKey(sort.substring(0, Math.max(0, sort.lastIndexOf('.'))));
        return key.map(time -> new Plan(Order.of(time, ascending), null)).orElse(new Plan(byDefault, sort));
    }

    /** Tells whether the key of the order may change while a row exists. */
    boolean keyMoves(CollectionFacts facts) {
        return rankSort != null
                || facts.timeKey(order.key()).map(TimeKey::moves).orElse(true);
    }
}
