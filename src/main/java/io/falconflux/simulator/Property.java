package io.falconflux.simulator;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/** Something of a row that filters and sorts can name. */
sealed interface Property {

    /** Stands for "the row has no such number". */
    long ABSENT = Long.MIN_VALUE;

    /** The name in filters. */
    String name();

    /** Whether operators beyond equality are accepted. */
    boolean anyOperator();

    /** Compares two rows by this property; a row without it comes last. */
    int compare(int left, int right);

    /** Compares two numbers; an absent one comes last. */
    static int compare(long left, long right) {
        if (left == ABSENT || right == ABSENT) {
            return Boolean.compare(left == ABSENT, right == ABSENT);
        }
        return Long.compare(left, right);
    }

    /** Compares two texts; an absent one comes last. */
    static int compare(@Nullable String left, @Nullable String right) {
        if (left == null || right == null) {
            return Boolean.compare(left == null, right == null);
        }
        return left.compareTo(right);
    }

    /** What a number stands for. */
    enum Unit {
        NUMBER,
        TIME,
        FLAG
    }

    /** A number, a time in nanoseconds since 1970, or a boolean as 0 and 1. */
    record Numeric(String name, Unit unit, boolean anyOperator, IntToLongFunction reader) implements Property {

        long of(int row) {
            return reader.applyAsLong(row);
        }

        @Override
        public int compare(int left, int right) {
            return Property.compare(of(left), of(right));
        }
    }

    /** No, one or many strings. */
    record Text(String name, boolean anyOperator, IntFunction<List<String>> reader) implements Property {

        List<String> of(int row) {
            return reader.apply(row);
        }

        @Override
        public int compare(int left, int right) {
            return Property.compare(first(left), first(right));
        }

        private @Nullable String first(int row) {
            List<String> values = of(row);
            return values.isEmpty() ? null : values.get(0);
        }
    }
}
