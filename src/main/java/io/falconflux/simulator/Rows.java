package io.falconflux.simulator;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one collection, by number: those that follow from the seed first, then those that were inserted. Guarded by
 * the {@link Table} around it.
 */
abstract class Rows {

    private final Map<String, Property> filters = new LinkedHashMap<>();
    private final Map<String, Property> sorts = new HashMap<>();
    private final BitSet deleted = new BitSet();
    private final BitSet touched = new BitSet();
    private int count;

    Rows(int count) {
        this.count = count;
    }

    /** The id of a row. */
    abstract String id(int row);

    /** The row with an id, or -1 if there never was one. */
    abstract int number(String id);

    /** Whether the service would take this for an id. */
    abstract boolean wellFormed(String id);

    /** A picture of a row. */
    abstract Row row(int row);

    /** The key that orders the collection when no sort is given. */
    abstract Property.Numeric timeKey();

    /** How many numbers were given out. */
    final int count() {
        return count;
    }

    final boolean exists(int row) {
        return row >= 0 && row < count && !deleted.get(row);
    }

    /** Takes the next number. */
    final int append() {
        touched.set(count);
        return count++;
    }

    final void delete(int row) {
        deleted.set(row);
        touched.set(row);
    }

    final void touch(int row) {
        touched.set(row);
    }

    /** The rows that changed since the last call. */
    final int[] takeTouched() {
        int[] rows = touched.stream().toArray();
        touched.clear();
        return rows;
    }

    /** What filters may name. */
    final Map<String, Property> filters() {
        return filters;
    }

    /** The order that a sort parameter asks for, or null if there is none of that name. */
    final @Nullable SortOrder sort(String parameter) {
        int dot = parameter.lastIndexOf('.');
        String direction = parameter.substring(dot + 1);
        Property property = dot < 0 ? null : sorts.get(parameter.substring(0, dot));
        if (property == null || !(direction.equals("asc") || direction.equals("desc"))) {
            return null;
        }
        return new SortOrder(property, direction.equals("desc"));
    }

    final Property.Numeric numeric(String name, Property.Unit unit, boolean anyOperator, IntToLongFunction reader) {
        Property.Numeric property = new Property.Numeric(name, unit, anyOperator, reader);
        filters.put(name, property);
        return property;
    }

    final Property.Text text(String name, boolean anyOperator, IntFunction<List<String>> reader) {
        Property.Text property = new Property.Text(name, anyOperator, reader);
        filters.put(name, property);
        return property;
    }

    final void sortable(String name, Property property) {
        sorts.put(name, property);
    }

    /** A list of one string, or of none. */
    static List<String> maybe(@Nullable String value) {
        return value == null ? List.of() : List.of(value);
    }
}
