package io.falconflux.simulator;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The rows of a table by one time key. Ranges and ranks are found by binary search, whatever the size. Changed rows are
 * only marked; the next reader takes them out and merges them in again, in one pass however many they are.
 */
final class SortedIndex {

    private final Property.Numeric key;
    private final Rows rows;
    private final BitSet marked = new BitSet();
    private long[] keys;
    private int[] order;
    private int size;

    SortedIndex(Property.Numeric key, Rows rows) {
        this.key = key;
        this.rows = rows;
        this.keys = new long[rows.count()];
        int[] existing = new int[rows.count()];
        boolean ascending = true;
        for (int row = 0; row < rows.count(); row++) {
            keys[row] = key.of(row);
            if (rows.exists(row)) {
                ascending &= size == 0 || keys[existing[size - 1]] <= keys[row];
                existing[size++] = row;
            }
        }
        this.order = Arrays.copyOf(existing, size);
        if (!ascending) {
            cached().sort(order);
        }
    }

    private SortOrder cached() {
        return new SortOrder(new Property.Numeric(key.name(), key.unit(), key.anyOperator(), row -> keys[row]), false);
    }

    void mark(int row) {
        marked.set(row);
    }

    /** The rows whose key lies in a range, both ends included, in ascending order. */
    View range(long from, long to) {
        settle();
        int start = first(from, false);
        int end = Math.max(start, first(to, true));
        return new View() {
            @Override
            public int size() {
                return end - start;
            }

            @Override
            public int row(int position) {
                return order[start + position];
            }

            @Override
            public boolean tied(int left, int right) {
                return keys[order[start + left]] == keys[order[start + right]];
            }
        };
    }

    /** The first position whose key is not below a value, or is above it. */
    private int first(long value, boolean above) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            long at = keys[order[middle]];
            if (at < value || (above && at == value)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void settle() {
        if (marked.isEmpty()) {
            return;
        }
        int[] moved = marked.stream().filter(rows::exists).toArray();
        if (rows.count() > keys.length) {
            keys = Arrays.copyOf(keys, Math.max(rows.count(), keys.length + keys.length / 4));
        }
        for (int row : moved) {
            keys[row] = key.of(row);
        }
        SortOrder byKey = cached();
        byKey.sort(moved);
        merge(moved, byKey);
        marked.clear();
    }

    private void merge(int[] moved, SortOrder byKey) {
        int[] merged = new int[size + moved.length];
        int end = 0;
        int next = 0;
        for (int i = 0; i < size; i++) {
            if (marked.get(order[i])) {
                continue;
            }
            while (next < moved.length && before(moved[next], order[i], byKey)) {
                merged[end++] = moved[next++];
            }
            merged[end++] = order[i];
        }
        while (next < moved.length) {
            merged[end++] = moved[next++];
        }
        order = merged;
        size = end;
    }

    private static boolean before(int left, int right, SortOrder byKey) {
        int compared = byKey.compare(left, right);
        return compared < 0 || (compared == 0 && left < right);
    }
}
