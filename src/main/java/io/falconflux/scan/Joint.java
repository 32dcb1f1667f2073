package io.falconflux.scan;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one page ends and the next begins, and whether rows may be missing between them: pages are listed one after the other, and
 * rows come, go and move meanwhile.
 *
 * @param before the page before
 * @param page the next page
 * @param order the order of both
 * @param tail the keys at the end of the page before
 * @param <T> the type of a row
 */
record Joint<T>(Fetched<T> before, Fetched<T> page, Order order, PageEnd tail) {

    /** A row from the end of a page may have been deleted or changed, so a few more than the overlap are looked for. */
    private static final int WITNESSES = 5;

    /** Tells whether the pages show the same rows at the joint, so that none is missing between them. */
    boolean holds() {
        return meet() && !hidesRows() && holdsTies();
    }

    /**
     * Tells whether the rows that share the last key can all be on the next page: it must begin before them, since rows that tie may
     * stand in another order there, so that those before its first row are others than those on the page before. That only one row of
     * the page before has that key says nothing: the others may come behind it.
     */
    private boolean holdsTies() {
        Instant last = tail.last();
        if (last == null || page.task().offset() == 0) {
            return true;
        }
        return page.ids().stream()
                .filter(before::contains)
                .limit(WITNESSES)
                .map(page::time)
                .anyMatch(time -> time != null
                        && !time.equals(last)
                        && order.later(time, last).equals(last));
    }

    /**
     * Tells whether a row from the end of one page stands in the next with the same key. One that moved forward meanwhile may
     * stand there too, and proves nothing; of bare ids, which have no keys, most must.
     */
    private boolean meet() {
        List<String> ids = before.ids();
        int overlap = page.task().overlap();
        List<String> witnesses = ids.subList(Math.max(0, ids.size() - Math.max(WITNESSES, overlap)), ids.size());
        int found = 0;
        for (String id : witnesses) {
            Instant time = before.time(id);
            if (time != null && time.equals(page.time(id))) {
                return true;
            }
            found += page.contains(id) ? 1 : 0;
        }
        boolean keyless = tail.last() == null;
        return keyless && 2 * found > Math.min(witnesses.size(), Math.max(1, overlap));
    }

    /**
     * Tells whether a row of the page before stands where another should: with its old key, behind rows of a later key, or behind
     * new rows that did not come and may be any. Rows that tie may stand in any order.
     */
    private boolean hidesRows() {
        boolean unread = false;
        Instant latest = null;
        List<@Nullable Instant> times = page.times();
        for (int i = 0; i < times.size(); i++) {
            String id = page.ids().get(i);
            boolean fresh = !before.contains(id);
            Instant time = times.get(i);
            if (time == null || !fresh && !time.equals(before.time(id))) {
                unread |= fresh;
                continue;
            }
            boolean behind = latest != null && !order.later(time, latest).equals(time);
            if (!fresh && (behind || unread && !time.equals(tail.last()))) {
                return true;
            }
            latest = behind ? latest : time;
        }
        return false;
    }
}
