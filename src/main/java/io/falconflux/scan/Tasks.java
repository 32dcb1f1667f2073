package io.falconflux.scan;

import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;

/** The pages of a window, as many as it is said to need; made one by one, so that they use what was learnt meanwhile. */
final class Tasks {

    private final Window window;
    private final Selection selection;
    private final Reach reach;
    private final int size;
    private final long end;
    private long offset;
    private int overlap;
    private boolean done;

    private Tasks(Window window, Selection selection, Reach reach, int size, long offset, int overlap, long end) {
        this.window = window;
        this.selection = selection;
        this.reach = reach;
        this.size = size;
        this.offset = offset;
        this.overlap = overlap;
        this.end = end;
    }

    /**
     * Returns the pages of a window that are still to be fetched.
     *
     * @param begun what the first window begins with
     */
    static Flux<PageTask> of(Window window, Begun begun, Selection selection, Scope<?> scope) {
        String lastId = window.lastId();
        if (window.storm() != null) {
            return Flux.just(new PageTask(window, selection, 0, 1, 0, true));
        }
        if (!window.first()) {
            scope.tally().window();
        }
        window.look(begun.first());
        boolean full = window.first() && begun.first().full(); // whatever is said of what follows it
        if (!full && (lastId == null || window.first()) && window.lastSeen()) {
            return Flux.empty();
        }
        int size = scope.fetcher().pageSize();
        if (!window.first()) {
            return new Tasks(window, selection, scope.reach(), size, 0, 0, window.count()).flux();
        }
        int overlap = (int) Math.min(scope.reach().overlap(), begun.have());
        long end = Math.min(window.count(), begun.enough());
        return new Tasks(window, selection, scope.reach(), size, begun.have() - overlap, overlap, end).flux();
    }

    /**
     * Returns pages that lie in the first window wherever it ends, if the service's own window is at least half of what is believed:
     * as many as are fetched while it is planned.
     */
    static List<PageTask> opening(Range range, Begun begun, Selection selection, Scope<?> scope) {
        Window window = Window.unknown(range);
        long end = Math.min(begun.first().total(), scope.reach().cap() / 2);
        int size = scope.fetcher().pageSize();
        int overlap = (int) Math.min(scope.reach().overlap(), begun.have());
        List<PageTask> tasks = new ArrayList<>();
        for (long offset = begun.have() - overlap;
                offset + size <= end && tasks.size() < 2 * scope.concurrency();
                offset += size - overlap) {
            tasks.add(new PageTask(window, selection, offset, size, overlap, false));
        }
        return tasks;
    }

    private Flux<PageTask> flux() {
        return Flux.generate(sink -> {
            if (done) {
                sink.complete();
            } else {
                sink.next(next());
            }
        });
    }

    private PageTask next() {
        int limit = (int) Math.max(1, Math.min(size, Math.max(end, offset + overlap + 1) - offset));
        if (offset + size >= window.count()) {
            limit = size; // room for rows that came meanwhile
        }
        limit = (int) Math.max(1, Math.min(limit, reach.cap() - offset));
        done = offset + limit >= end || offset + limit >= reach.cap();
        PageTask task = new PageTask(window, selection, offset, limit, overlap, done);
        overlap = Math.min(reach.overlap(), Math.max(1, limit / 2));
        offset += Math.max(1, limit - overlap);
        return task;
    }
}
