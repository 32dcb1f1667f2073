package io.falconflux.simulator;

/** Rows in an order, by position. Valid until the next change of the table. */
interface View {

    int size();

    int row(int position);

    /** Whether two positions are equal by the order. */
    boolean tied(int left, int right);

    /** The same rows from the end to the start. */
    default View reversed() {
        View forward = this;
        return new View() {
            @Override
            public int size() {
                return forward.size();
            }

            @Override
            public int row(int position) {
                return forward.row(forward.size() - 1 - position);
            }

            @Override
            public boolean tied(int left, int right) {
                return forward.tied(forward.size() - 1 - left, forward.size() - 1 - right);
            }
        };
    }

    /** Rows in an array that is in order already. */
    static View of(int[] rows, SortOrder order) {
        return new View() {
            @Override
            public int size() {
                return rows.length;
            }

            @Override
            public int row(int position) {
                return rows[position];
            }

            @Override
            public boolean tied(int left, int right) {
                return order.compare(rows[left], rows[right]) == 0;
            }
        };
    }
}
