package io.falconflux.scan;

/**
 * When the pass through changes has done enough, though it never reaches their end because they come faster than it reads:
 * when what lies ahead of it, as the service says, did not become less for a number of pages. A row escapes then only if it
 * changes again and again, always just ahead of the reader.
 */
final class CatchUp {

    private static final int PATIENCE = 40;
    private static final int PAGES = 5000;

    private long least = Long.MAX_VALUE;
    private int since;
    private int pages;
    private int withRoom;

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
        return since >= PATIENCE || ++pages >= PAGES;
    }
}
