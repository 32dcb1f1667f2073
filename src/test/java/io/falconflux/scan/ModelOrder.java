package io.falconflux.scan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * The model's order: a property ascending or descending, rows that lack it last, ties by id or in another order at every
 * request.
 */
final class ModelOrder {

    private final Function<Row, Object> reader;
    private final boolean descending;

    private ModelOrder(Function<Row, Object> reader, boolean descending) {
        this.reader = reader;
        this.descending = descending;
    }

    static ModelOrder read(ModelShape shape, String sort) {
        int dot = sort.lastIndexOf('.');
        String name = dot < 0 ? sort : sort.substring(0, dot);
        String direction = dot < 0 ? "" : sort.substring(dot + 1);
        String property = shape.sorts().get(name);
        if (property == null || !direction.equals("asc") && !direction.equals("desc")) {
            throw Refusals.refused(400, sort + " is an invalid sort parameter");
        }
        return new ModelOrder(ModelShape.reader(property), direction.equals("desc"));
    }

    Comparator<Row> comparator() {
        return byKey().thenComparing(Row::id);
    }

    /** The order without what breaks ties: 0 means that either may come first. */
    Comparator<Row> byKey() {
        Comparator<Comparable<Object>> values = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return Comparator.comparing(this::key, Comparator.nullsLast(values));
    }

    @SuppressWarnings("unchecked")
    private Comparable<Object> key(Row row) {
        return (Comparable<Object>) reader.apply(row);
    }

    /**
     * Cuts a page out of sorted rows.
     *
     * @param ties shuffles the ties that the page touches; null keeps them in the order of their ids
     */
    List<Row> page(List<Row> sorted, long offset, int limit, Random ties) {
        int from = (int) Math.min(sorted.size(), Math.max(0, offset));
        int to = (int) Math.min(sorted.size(), Math.max(0, offset) + limit);
        if (ties == null || from == to) {
            return sorted.subList(from, to);
        }
        Comparator<Row> byKey = byKey();
        int low = from;
        while (low > 0 && byKey.compare(sorted.get(low - 1), sorted.get(from)) == 0) {
            low--;
        }
        int high = to;
        while (high < sorted.size() && byKey.compare(sorted.get(high), sorted.get(to - 1)) == 0) {
            high++;
        }
        List<Row> part = new ArrayList<>(sorted.subList(low, high));
        for (int start = 0, next; start < part.size(); start = next) {
            next = start + 1;
            while (next < part.size() && byKey.compare(part.get(start), part.get(next)) == 0) {
                next++;
            }
            Collections.shuffle(part.subList(start, next), ties);
        }
        return part.subList(from - low, to - low);
    }
}
