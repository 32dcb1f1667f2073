package io.falconflux.scan;

import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The ids of the model server as rows of their own: the pages are whole, and a row is read only for one of its values. */
final class ModelIds implements Source.Ranked<String> {

    private static final RowKeys<String> KEYS = new RowKeys<>() {
        @Override
        public String id(String row) {
            return row;
        }

        @Override
        public String value(String row, String property) {
            return null;
        }
    };

    private final Source.Ranked<Row> rows;

    ModelIds(ModelServer server) {
        rows = new ModelSource.ByRank(server);
    }

    @Override
    public CollectionFacts facts() {
        CollectionFacts f = rows.facts();
        return new CollectionFacts(
                f.name(), f.pageMax(), f.window(), 0, f.timeKeys(), f.changeKey(), f.dividers(), f.sorts());
    }

    @Override
    public RowKeys<String> keys() {
        return KEYS;
    }

    @Override
    public Cost cost() {
        return rows.cost();
    }

    @Override
    public Mono<List<String>> entities(List<String> ids) {
        throw new AssertionError("entities of whole rows");
    }

    @Override
    public Mono<Map<String, String>> values(List<String> ids, String property) {
        return rows.values(ids, property);
    }

    @Override
    public Mono<Listing<String>> list(Selection selection, long offset, int limit) {
        return rows.list(selection, offset, limit)
                .map(page -> new Listing<>(page.ids(), page.ids(), page.total(), null, page.served(), page.flawed()));
    }
}
