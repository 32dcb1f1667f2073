package io.falconflux.scan;

/**
 * How far offsets reach, as far as is known: the facts say, and a refusal teaches better; and whether ranges reach further. Shared by the passes of one
 * subscription; written by the thread that checks pages and by planning, so all of it is volatile or guarded.
 */
final class Reach {

    /** Planning stays below the cap, so that windows may grow while they are read. */
    private static final double SLACK = 0.9;

    /** A few rows, so that the change or the deletion of one does not hide that pages meet. */
    private static final int LEAST_OVERLAP = 5;

    private static final int MOST_OVERLAP = 250;

    private final int pageSize;
    private volatile long cap;
    private volatile long stride;
    private long served;
    private volatile int overlap = LEAST_OVERLAP;
    private final Canary canary = new Canary();

    Reach(CollectionFacts facts) {
        pageSize = facts.pageSize();
        cap = facts.window() - 1L; // some services refuse offset + limit = window
        stride = stride(cap);
    }

    private static long stride(long cap) {
        return Math.max(1, (long) (cap * SLACK));
    }

    /** Returns what tells whether ranges are heeded. */
    Canary canary() {
        return canary;
    }

    /** Returns the largest offset + limit that is asked for. */
    long cap() {
        return cap;
    }

    /** Returns how many rows a planned window holds. */
    long stride() {
        return stride;
    }

    /** Learns that a probe is refused. Halving finds an unknown window in few requests. */
    synchronized void refusedProbe(long end) {
        cap = Math.min(cap, Math.max(pageSize, end - 1));
        stride = Math.max(1, Math.min(stride(cap), stride / 2));
    }

    /** Learns that a page is refused: nothing further than what was served so far is asked for again. */
    synchronized void refusedPage(long end) {
        cap = Math.min(cap, Math.max(pageSize, Math.min(served, end - 1)));
        stride = Math.max(1, Math.min(stride, stride(cap)));
    }

    /** Learns that offset + limit is within reach. */
    synchronized void served(long end) {
        served = Math.max(served, end);
    }

    /** Tells whether windows can still be made smaller. */
    boolean canShrink() {
        return stride > 1;
    }

    /** Returns how many rows neighbouring pages can share at most. */
    int mostOverlap() {
        return Math.min(MOST_OVERLAP, Math.max(1, pageSize / 2));
    }

    /** Returns how many rows neighbouring pages share. */
    int overlap() {
        return Math.min(overlap, mostOverlap());
    }

    /**
     * Learns how many rows share a key on a page: an overlap of twice as many holds any of them whole. It shrinks again when
     * pages have fewer; more than any overlap holds are a matter for a storm.
     */
    synchronized void tied(int rows) {
        if (rows <= mostOverlap()) {
            overlap = Math.max(overlap * 7 / 8, Math.min(MOST_OVERLAP, Math.max(LEAST_OVERLAP, 2 * rows)));
        }
    }

    /** Learns that neighbouring pages did not meet. */
    synchronized void gap() {
        overlap = Math.min(MOST_OVERLAP, Math.max(8, overlap * 2));
    }
}
