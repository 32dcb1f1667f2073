package io.falconflux.scan;

import io.falconflux.scan.ScanReport.Basis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one subscription counted and what it cannot vouch for. Passes run one after the other, but pages of one pass are
 * fetched in parallel, so every method is synchronized; all are short.
 */
final class Tally {

    /** Changes are listed from this long before the first reply, for replies and indexes that lag. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private long rows;
    private @Nullable Instant since;
    private long late;
    private long duplicates;
    private int windows = 1;
    private long total = -1;
    private boolean fixpoint;
    private boolean changesListed;
    private boolean narrowed;
    private boolean settled;
    private boolean cutShort;
    private final Set<String> notHydrated = new LinkedHashSet<>();
    private final Set<String> vanished = new LinkedHashSet<>();
    private final List<String> doubts = new ArrayList<>();

    synchronized long rows() {
        return rows;
    }

    synchronized void delivered(int count) {
        rows += count;
    }

    /** Goes on counting where a checkpoint stopped. */
    static Tally resumed(Checkpoint from) {
        Tally tally = new Tally();
        tally.rows = from.rows();
        tally.late = from.late();
        tally.since = from.since();
        tally.doubts.addAll(from.doubts());
        tally.fixpoint = from.fixpoint();
        tally.narrowed = true;
        tally.settled = true;
        return tally;
    }

    /** Notes when the service answered first, by its own clock. */
    synchronized void served(@Nullable Instant time) {
        if (since == null && time != null) {
            since = time.minus(MARGIN);
        }
    }

    /**
     * Returns from when on changes concern the scan.
     *
     * @param now the local time, for a service that does not tell its own
     */
    synchronized Instant since(Instant now) {
        Instant known = since;
        if (known == null) {
            known = now.minus(MARGIN);
            since = known;
        }
        return known;
    }

    /** Returns when the service answered first, by its own clock; null if it did not say. */
    synchronized @Nullable Instant served() {
        return since == null ? null : since.plus(MARGIN);
    }

    /** Returns how many rows came after the order. */
    synchronized long late() {
        return late;
    }

    synchronized void late(int count) {
        late += count;
    }

    synchronized long duplicates() {
        return duplicates;
    }

    synchronized void duplicates(int count) {
        duplicates += count;
    }

    synchronized int windows() {
        return windows;
    }

    synchronized void window() {
        windows++;
    }

    /** Returns the service's word for how many rows match; -1 before the first page. */
    synchronized long total() {
        return total;
    }

    synchronized void total(long count) {
        total = Math.max(total, count);
    }

    synchronized void doubt(String reason) {
        doubts.add(reason);
    }

    /** Notes that a pass stopped before its end, and why. */
    synchronized void cutShort(String reason) {
        cutShort = true;
        doubt(reason);
    }

    synchronized boolean isCutShort() {
        return cutShort;
    }

    /** Notes that pages were cut out by ranges of the key, in which rows without the key do not fall. */
    synchronized void narrowed() {
        narrowed = true;
    }

    synchronized boolean isNarrowed() {
        return narrowed;
    }

    /** Notes that the main pass ended among rows that have not changed since the scan began. */
    synchronized void settled() {
        settled = true;
    }

    synchronized boolean isSettled() {
        return settled;
    }

    synchronized List<String> doubts() {
        return List.copyOf(doubts);
    }

    synchronized boolean isFixpoint() {
        return fixpoint;
    }

    synchronized void fixpoint() {
        fixpoint = true;
    }

    synchronized void changesListed() {
        changesListed = true;
    }

    synchronized void notHydrated(Collection<String> ids) {
        notHydrated.addAll(ids);
    }

    synchronized void vanished(Collection<String> ids) {
        vanished.addAll(ids);
    }

    synchronized List<String> notHydrated() {
        return List.copyOf(notHydrated);
    }

    synchronized List<String> vanished() {
        return List.copyOf(vanished);
    }

    /** Returns what is wrong if the service counts rows and shows none; null if that is not so. */
    synchronized @Nullable String nothingOf() {
        return rows == 0 && total > 0 && vanished.isEmpty() && notHydrated.isEmpty()
                ? "the service says that about " + total + " rows match, and lists none of them"
                : null;
    }

    /** Returns why the scan is not complete; null if nothing is known against it. */
    synchronized @Nullable String reason() {
        List<String> all = new ArrayList<>(doubts);
        if (!notHydrated.isEmpty()) {
            all.add(notHydrated.size() + " ids are listed but their rows do not come");
        }
        return all.isEmpty() ? null : String.join("; ", all);
    }

    synchronized Basis basis(boolean keyMoves, boolean ledger) {
        if (!ledger) {
            return Basis.NONE;
        }
        if (fixpoint) {
            return Basis.FIXPOINT;
        }
        if (!keyMoves) {
            return Basis.IMMUTABLE_KEY;
        }
        return changesListed ? Basis.CHANGE_KEY : Basis.NONE;
    }
}
