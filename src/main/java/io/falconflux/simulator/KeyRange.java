package io.falconflux.simulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a filter says about one time key, and the rest. The range can be looked up in a sorted index, so that only the rest
 * must be tested row by row.
 *
 * @param from the smallest value, inclusive
 * @param to the largest value, inclusive
 * @param rest what is left to test; null if nothing is
 */
record KeyRange(long from, long to, @Nullable Clause rest) {

    static KeyRange of(@Nullable Clause filter, Property.Numeric key) {
        long from = Long.MIN_VALUE + 1;
        long to = Long.MAX_VALUE;
        List<Clause> rest = new ArrayList<>();
        for (Clause part : flatten(filter)) {
            if (!(part instanceof Clause.Term term) || !usable(term, key)) {
                rest.add(part);
                continue;
            }
            long value = FqlCompiler.number(key, term.values().get(0), term.operator());
            switch (term.operator()) {
                case ABOVE -> from = Math.max(from, value + 1);
                case AT_LEAST -> from = Math.max(from, value);
                case BELOW -> to = Math.min(to, value - 1);
                case AT_MOST -> to = Math.min(to, value);
                default -> {
                    from = Math.max(from, value);
                    to = Math.min(to, value);
                }
            }
        }
        return new KeyRange(from, to, rest.isEmpty() ? null : new Clause.All(rest));
    }

    private static boolean usable(Clause.Term term, Property.Numeric key) {
        boolean simple = term.operator().range() || term.operator() == Clause.Operator.IS;
        return term.property().equals(key.name())
                && simple
                && term.values().size() == 1
                && !term.values().get(0).isNull();
    }

    private static List<Clause> flatten(@Nullable Clause filter) {
        if (filter == null) {
            return List.of();
        }
        if (filter instanceof Clause.All all) {
            return all.parts().stream().flatMap(part -> flatten(part).stream()).toList();
        }
        return List.of(filter);
    }
}
