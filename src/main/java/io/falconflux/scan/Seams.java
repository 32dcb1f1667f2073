package io.falconflux.scan;

import io.falconflux.scan.Position.Phase;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Checks the pages of one leg in their order, and remembers how far they lead.
 *
 * <p>Three checks. A row from the end of a page must reappear in the next: deletions shift offsets and leave no other trace. The
 * rows that share the last key must fit into the overlap: only a set listed in one request is immune to ties in another order
 * at every request. A window must show the row that the reverse order named as its last.
 */
final class Seams<T> {

    /** How a leg ended. */
    enum Kind {
        /** Everything was seen. */
        DONE,
        /** Rows may be missing from a time on. */
        SEEK,
        /** Too many rows share a second. */
        STORM,
        /** Rows come in at the end faster than they can be read. */
        OUTRUN
    }

    /**
     * How a leg ended, and where.
     *
     * @param kind how
     * @param time where; null if no row told
     */
    record End(Kind kind, @Nullable Instant time) {}

    private static final int VOTERS = 9;

    private final Scope<T> scope;
    private final Order order;
    private final Phase phase;
    private final CatchUp catchUp;
    private @Nullable Instant frontier;
    private @Nullable Fetched<T> last;
    private PageEnd tail = new PageEnd(null, 0, 0);
    private End end = new End(Kind.DONE, null);
    private boolean broken;
    private boolean sawRows;
    private final Deque<Instant> votes = new ArrayDeque<>();

    Seams(Scope<T> scope, Order order, Range range, Phase phase, CatchUp catchUp) {
        this.scope = scope;
        this.order = order;
        this.phase = phase;
        this.catchUp = catchUp;
        this.frontier = order.begin(range);
    }

    Fetched<T> lastPage() {
        return Objects.requireNonNull(last, "no page yet");
    }

    /** Tells whether a row was on the last page that was taken. */
    boolean showed(String id) {
        return last != null && last.contains(id);
    }

    boolean broken() {
        return broken;
    }

    boolean sawRows() {
        return sawRows;
    }

    End end() {
        return end;
    }

    /** Tells whether more rows share the last key than any overlap holds. */
    boolean tooTied() {
        return tail.group() > scope.reach().mostOverlap();
    }

    End storm() {
        return new End(Kind.STORM, tail.last());
    }

    /** Tells whether a page joins the one before it; if not, the leg is broken. */
    boolean joins(Fetched<T> page) {
        if (broken) {
            return false;
        }
        PageTask task = page.task();
        Instant storm = task.window().storm();
        if (storm != null) {
            return breakWith(new End(Kind.STORM, storm));
        }
        if (page.refused()) {
            scope.reach().refusedPage(task.offset() + task.limit());
            return seek();
        }
        if (task.overlap() > 0 && tail.group() > task.overlap()) {
            return tooTied() ? breakWith(storm()) : seek();
        }
        Fetched<T> before = last;
        if (before != null && !before.ids().isEmpty() && !new Joint<>(before, page, order, tail).holds()) {
            scope.reach().gap();
            return seek();
        }
        return true;
    }

    /**
     * Returns the ids whose keys must be known before it can be said whether a page of bare ids joins the one before it: those around
     * the seam, unless the two pages show the same rows there in the same order.
     */
    List<String> unkeyed(Fetched<T> page) {
        Fetched<T> before = last;
        if (scope.fetcher().source().keys().known()
                || before == null
                || before.ids().isEmpty()
                || page.ids().isEmpty()) {
            return List.of();
        }
        int overlap = page.task().overlap();
        int shared = Math.min(overlap, Math.min(before.ids().size(), page.ids().size()));
        if (shared > 0 && end(before, shared).equals(page.ids().subList(0, shared))) {
            return List.of();
        }
        return end(before, Math.max(VOTERS, overlap) + 1);
    }

    private static List<String> end(Fetched<?> page, int count) {
        List<String> ids = page.ids();
        return ids.subList(Math.max(0, ids.size() - count), ids.size());
    }

    /** Notes keys of rows around the seam with the next page. */
    void tell(Fetched<T> page, List<String> ids, Map<String, String> keys) {
        Objects.requireNonNull(last).tell(keys);
        page.tell(keys);
        List<@Nullable Instant> times = new ArrayList<>(ids.size());
        ids.forEach(id -> times.add(Values.time(keys.get(id))));
        tail = PageEnd.of(times);
    }

    /** Ends the leg at its frontier, to go on there. */
    End goOn() {
        seek();
        return end;
    }

    private boolean seek() {
        return breakWith(new End(Kind.SEEK, keyed() ? frontier : null));
    }

    /** Pages of bare ids have no keys; then some ids of the last page are asked for theirs. */
    private boolean keyed() {
        return !votes.isEmpty() || last == null || last.ids().isEmpty();
    }

    private boolean breakWith(End how) {
        broken = true;
        end = how;
        return false;
    }

    /** Takes a page that joins. */
    Batch<T> accept(Fetched<T> page) {
        Instant before = frontier;
        if (!page.ids().isEmpty()) {
            tail = PageEnd.of(page.times());
            scope.reach().tied(Math.min(tail.largest(), page.ids().size()));
            Instant reached = vote(page);
            if (reached != null) {
                frontier = before == null ? reached : order.later(before, reached);
            }
            last = page;
            sawRows = true;
        } else if (last == null) {
            last = page;
        }
        scope.stragglers().add(page.missing(), order.key(), around(page, before));
        scope.stragglers()
                .glimpse(page.glimpsed(), order.key(), page.task().window().range());
        PageTask task = page.task();
        scope.reach().served(task.offset() + task.limit());
        task.window().look(page);
        if (task.last() && !complete(page)) {
            seek();
        }
        if (page.full() && task.offset() == 0 && amongNewRows() && catchUp.enough(page.total())) {
            breakWith(new End(Kind.OUTRUN, frontier));
        }
        return page.batch(Position.at(phase).withFrontier(frontier), phase != Phase.MAIN, scope.stragglers()::contains);
    }

    /**
     * Returns the middle one of the last keys of the leg: a row that moved between being listed and being read must not decide
     * alone. A key outside the page's range only shows that its row moved.
     */
    private @Nullable Instant vote(Fetched<T> page) {
        Range range = page.task().window().range();
        for (Instant time : page.times()) {
            if (time != null && range.contains(time)) {
                votes.addLast(time);
            }
        }
        while (votes.size() > VOTERS) {
            votes.removeFirst();
        }
        List<Instant> sorted = votes.stream().sorted().toList();
        return sorted.isEmpty() ? null : sorted.get(sorted.size() / 2);
    }

    /** Tells whether the pass has come to where rows appear that were not there when the scan began. */
    private boolean amongNewRows() {
        return phase == Phase.CHANGES
                || order.ascending()
                        && frontier != null
                        && frontier.isAfter(scope.since().get());
    }

    private boolean complete(Fetched<T> page) {
        Window window = page.task().window();
        if (phase == Phase.CHANGES && window.last()) {
            return !page.full();
        }
        return window.lastSeen() && (!page.full() || !window.last() && pastEnd(page));
    }

    /** Tells whether a full page goes on behind the planned end, so that whatever ties with the end is in it. */
    private boolean pastEnd(Fetched<T> page) {
        String endId = page.task().window().lastId();
        Instant end = endId == null ? null : page.time(endId);
        Instant reached = tail.last();
        return end != null
                && reached != null
                && !end.equals(reached)
                && order.later(end, reached).equals(reached);
    }

    /**
     * Returns the range of the key that the rows of a page lie in; a row that changes only moves forward, and away from there. What
     * did not come at the end of a full page stands on the next one too; behind the last that came of others there may be rows.
     */
    private Range around(Fetched<T> page, @Nullable Instant before) {
        Range range = page.task().window().range();
        Range from = before == null ? range : order.from(range, before);
        Instant to = phase == Phase.CHANGES || !page.full() ? null : furthest();
        return to == null ? from : order.upTo(from, to);
    }

    private @Nullable Instant furthest() {
        Instant furthest = tail.last();
        for (Instant vote : votes) {
            furthest = furthest == null ? vote : order.later(furthest, vote);
        }
        return furthest;
    }

    /** Asks some ids of the last page for their keys, and lets the middle one decide; empty if none of them tells. */
    Mono<Instant> vote() {
        Fetched<T> page = last;
        if (page == null) {
            return Mono.empty();
        }
        List<String> ids = page.ids();
        List<String> voters = ids.subList(Math.max(0, ids.size() - VOTERS), ids.size());
        return scope.fetcher()
                .values(voters, order.property())
                .flatMap(values -> Mono.justOrEmpty(PageEnd.median(Values.times(values.values()))));
    }
}
