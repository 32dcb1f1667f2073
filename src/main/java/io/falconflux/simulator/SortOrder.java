package io.falconflux.simulator;

import java.util.List;
import java.util.function.IntBinaryOperator;
import org.jspecify.annotations.Nullable;

/** How rows are ordered; rows that are equal by it keep the order in which they came into being. */
record SortOrder(Property property, boolean descending) {

    int compare(int left, int right) {
        int order = property.compare(left, right);
        return descending ? -order : order;
    }

    /** Sorts row numbers in place: stable, without an object a row, and reading each row once. */
    void sort(int[] rows) {
        int[] positions = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            positions[i] = i;
        }
        IntBinaryOperator byKey = property instanceof Property.Numeric numeric
                ? numbers(numeric, rows)
                : texts((Property.Text) property, rows);
        split(positions.clone(), positions, 0, rows.length, descending ? (a, b) -> -byKey.applyAsInt(a, b) : byKey);
        int[] before = rows.clone();
        for (int i = 0; i < rows.length; i++) {
            rows[i] = before[positions[i]];
        }
    }

    private static IntBinaryOperator numbers(Property.Numeric property, int[] rows) {
        long[] keys = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            keys[i] = property.of(rows[i]);
        }
        return (left, right) -> Property.compare(keys[left], keys[right]);
    }

    private static IntBinaryOperator texts(Property.Text property, int[] rows) {
        @Nullable String[] keys = new @Nullable String[rows.length];
        for (int i = 0; i < rows.length; i++) {
            List<String> values = property.of(rows[i]);
            keys[i] = values.isEmpty() ? null : values.get(0);
        }
        return (left, right) -> Property.compare(keys[left], keys[right]);
    }

    private static void split(int[] from, int[] to, int start, int end, IntBinaryOperator order) {
        if (end - start < 2) {
            return;
        }
        int middle = (start + end) >>> 1;
        split(to, from, start, middle, order);
        split(to, from, middle, end, order);
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takeLeft = left < middle && (right >= end || order.applyAsInt(from[left], from[right]) <= 0);
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }
}
