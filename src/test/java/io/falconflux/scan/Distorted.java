package io.falconflux.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** A source of which a test decides what becomes of each listing. */
final class Distorted implements Source.Ranked<Row> {

    /** One listing that was asked for. */
    record Asked(Selection selection, long offset, int limit) {}

    /** Makes of an answer another one. */
    interface Lens {

        /**
         * Returns what the scan is told.
         *
         * @param asked what was asked
         * @param before what was asked before
         * @param ids the true answer
         */
        List<String> see(Asked asked, List<Asked> before, List<String> ids);
    }

    private final Source.Ranked<Row> source;
    private final Lens lens;
    private final List<Asked> asked = new ArrayList<>();

    Distorted(ModelServer server, Lens lens) {
        this.source = new ModelSource.ByRank(server);
        this.lens = lens;
    }

    List<Asked> asked() {
        return asked;
    }

    @Override
    public CollectionFacts facts() {
        return source.facts();
    }

    @Override
    public RowKeys<Row> keys() {
        return source.keys();
    }

    @Override
    public Cost cost() {
        return source.cost();
    }

    @Override
    public Mono<List<Row>> entities(List<String> ids) {
        return source.entities(ids);
    }

    @Override
    public Mono<Map<String, String>> values(List<String> ids, String property) {
        return source.values(ids, property);
    }

    @Override
    public Mono<Listing<Row>> list(Selection selection, long offset, int limit) {
        return source.list(selection, offset, limit).map(listing -> {
            Asked now = new Asked(selection, offset, limit);
            List<String> ids = lens.see(now, List.copyOf(asked), listing.ids());
            asked.add(now);
            return new Listing<>(ids, List.of(), listing.total(), null, listing.served(), null);
        });
    }
}
