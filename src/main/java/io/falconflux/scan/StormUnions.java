package io.falconflux.scan;

import io.falconflux.flow.OnDemand;
import java.util.HashSet;
import java.util.Set;
import reactor.core.publisher.Flux;

/**
 * Rows that nothing divides: listed as far as offsets reach, again and again. Where ties come in another order at every request
 * a round shows some of the rows; they are believed to be all when a round showed none that was new and none is said to be
 * missing, or when several rounds did not.
 */
final class StormUnions<T> {

    private static final int ROUNDS = 25;
    private static final int QUIET_ROUNDS = 4;

    private final Storm<T> storm;
    private final Selection selection;
    private final Set<String> union = new HashSet<>();
    private long total;
    private long offset;
    private int rounds;
    private int quiet;
    private int before;
    private boolean agreed;
    private boolean cutShort;

    /** Lists a part, whose first page told how many rows it has. */
    StormUnions(Storm<T> storm, Selection selection, Fetched<T> page) {
        this.storm = storm;
        this.selection = selection;
        this.total = page.total();
    }

    Flux<Batch<T>> batches() {
        storm.scope().tally().fixpoint();
        return Flux.<Boolean>generate(sink -> {
                    if (agreed || cutShort || rounds >= ROUNDS) {
                        judge();
                        sink.complete();
                    } else {
                        sink.next(true);
                    }
                })
                .concatMap(more -> OnDemand.defer(this::step), 0);
    }

    private Flux<Batch<T>> step() {
        Reach reach = storm.scope().reach();
        int limit = (int) Math.min(storm.scope().fetcher().pageSize(), reach.cap() - offset);
        if (limit < 1) {
            return cutShort();
        }
        return storm.page(selection, offset, limit).flatMapMany(page -> {
            if (page.refused()) {
                reach.refusedPage(offset + limit);
                return cutShort();
            }
            reach.served(offset + limit);
            total = page.total();
            union.addAll(page.ids());
            offset += page.ids().size();
            if (!page.full()) {
                roundEnded();
            }
            return Flux.just(storm.batch(page));
        });
    }

    /** Offsets do not reach the end, so there is nothing to agree about. */
    private Flux<Batch<T>> cutShort() {
        cutShort = true;
        return Flux.empty();
    }

    private void roundEnded() {
        quiet = before == union.size() ? quiet + 1 : 0;
        agreed = quiet >= 1 && union.size() >= total || quiet >= QUIET_ROUNDS;
        before = union.size();
        offset = 0;
        rounds++;
    }

    private void judge() {
        if (!agreed) {
            storm.scope()
                    .tally()
                    .doubt(Math.max(total, union.size()) + " rows " + storm.what()
                            + " and nothing tells them apart; the service shows " + union.size() + " of them");
        }
    }
}
