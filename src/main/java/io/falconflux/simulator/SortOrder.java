package io.falconflux.simulator;

/** How rows are ordered; rows that are equal by it keep the order in which they came into being. */
record SortOrder(Property property, boolean descending) {

    int compare(int left, int right) {
        int order = property.compare(left, right);
        return descending ? -order : order;
    }

    /** Sorts row numbers in place, by merging: stable, and without an object a row. */
    void sort(int[] rows) {
        int[] from = rows.clone();
        split(from, rows, 0, rows.length);
    }

    private void split(int[] from, int[] to, int start, int end) {
        if (end - start < 2) {
            return;
        }
        int middle = (start + end) >>> 1;
        split(to, from, start, middle);
        split(to, from, middle, end);
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takeLeft = left < middle && (right >= end || compare(from[left], from[right]) <= 0);
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }
}
