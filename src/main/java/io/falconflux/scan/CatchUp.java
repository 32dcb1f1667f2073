package io.falconflux.scan;

/**
 * When a pass has read enough of rows that come in at its end faster than it reads: when what lies ahead of it, as the service
 * says, did not become less for a number of legs.
 */
final class CatchUp {

    private static final int PAGES = 5000;

    private final int patience;
    private long least = Long.MAX_VALUE;
    private int since;
    private int pages;
    private int withRoom;

    /**
     * Begins a pass.
     *
     * @param patience legs without progress that are enough
     */
    CatchUp(int patience) {
        this.patience = patience;
    }

    /**
     * Tells whether the pass has reached the end: whatever lay ahead when a page with room was listed was in it, and rows that
     * fill it afterwards changed later. One such page may be a short answer; two in a row are the end.
     *
     * @param room whether the page had room at first
     */
    boolean reachedEnd(boolean room) {
        withRoom = room ? withRoom + 1 : 0;
        return withRoom >= 2;
    }

    /**
     * Tells whether it is enough.
     *
     * @param ahead how many rows lie ahead, counted from the beginning of a leg
     */
    boolean enough(long ahead) {
        if (ahead < least) {
            least = ahead;
            since = 0;
        } else {
            since++;
        }
        return since >= patience || ++pages >= PAGES;
    }
}
