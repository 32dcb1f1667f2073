package io.falconflux.simulator;

/**
 * Reads a page of a view, with the order inside each group of ties drawn anew for each request if so asked: what a service
 * without a unique sort key does. A group may be as large as the table, so its order is not drawn but computed, as an affine
 * permutation of its positions.
 */
final class Ties {

    private final View view;
    private final long draw;
    private int start;
    private int end;

    private Ties(View view, long draw) {
        this.view = view;
        this.draw = draw;
    }

    /**
     * Reads row numbers.
     *
     * @param draw what the order inside ties follows from; 0 leaves it as it is
     */
    static int[] page(View view, int offset, int limit, long draw) {
        int size = (int) Math.max(0, Math.min((long) limit, (long) view.size() - offset));
        int[] page = new int[size];
        Ties ties = new Ties(view, draw);
        for (int i = 0; i < size; i++) {
            page[i] = view.row(draw == 0 ? offset + i : ties.moved(offset + i));
        }
        return page;
    }

    private int moved(int position) {
        if (position >= end) {
            start = edge(position, -1);
            end = edge(position, 1) + 1;
        }
        int group = end - start;
        long random = Seed.mix(draw + start);
        long step = 1L + Math.floorMod(random, Math.max(1, group - 1));
        while (gcd(step, group) != 1) {
            step++;
        }
        return start + (int) (((position - start) * step + (random >>> 33)) % group);
    }

    /** The furthest position in a direction that is still tied, found by doubling steps and then halving them. */
    private int edge(int position, int direction) {
        int known = position;
        long step = 1;
        while (tied(position, known + direction * step)) {
            known += (int) (direction * step);
            step *= 2;
        }
        for (; step > 0; step /= 2) {
            if (tied(position, known + direction * step)) {
                known += (int) (direction * step);
            }
        }
        return known;
    }

    private boolean tied(int position, long other) {
        return other >= 0 && other < view.size() && view.tied(position, (int) other);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
