package io.falconflux.simulator;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;

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
            long a = of(left);
            long b = of(right);
            return Long.compareUnsigned(a == ABSENT ? -1 : a - ABSENT - 1, b == ABSENT ? -1 : b - ABSENT - 1);
        }
    }

    /** No, one or many strings. */
    record Text(String name, boolean anyOperator, IntFunction<List<String>> reader) implements Property {

        List<String> of(int row) {
            return reader.apply(row);
        }

        @Override
        public int compare(int left, int right) {
            List<String> a = of(left);
            List<String> b = of(right);
            if (a.isEmpty() || b.isEmpty()) {
                return Boolean.compare(a.isEmpty(), b.isEmpty());
            }
            return a.get(0).compareTo(b.get(0));
        }
    }
}
