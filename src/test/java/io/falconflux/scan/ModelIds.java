package io.falconflux.scan;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * The ids of the model server as rows of their own: pages are whole as they are listed, and a row, which has nothing but its
 * id, is read only for one of its values.
 */
final class ModelIds implements Source.Ranked<Row> {

    private static final RowKeys<Row> KEYS = new RowKeys<>() {
        @Override
        public String id(Row row) {
            return row.id();
        }

        @Override
        public boolean known() {
            return false;
        }

        @Override
        public String value(Row row, String property) {
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
                f.name(),
                f.pageMax(),
                f.window(),
                0,
                f.timeKeys(),
                f.changeKey(),
                f.dividers(),
                f.sorts(),
                f.idFilter());
    }

    @Override
    public RowKeys<Row> keys() {
        return KEYS;
    }

    @Override
    public Cost cost() {
        return rows.cost();
    }

    @Override
    public Mono<List<Row>> entities(List<String> ids) {
        throw new AssertionError("entities of whole rows");
    }

    @Override
    public Mono<Map<String, String>> values(List<String> ids, String property) {
        return rows.values(ids, property);
    }

    @Override
    public Mono<Listing<Row>> list(Selection selection, long offset, int limit) {
        return rows.list(selection, offset, limit).map(ModelIds::bare);
    }

    private static Listing<Row> bare(Listing<Row> page) {
        List<Row> bare =
                page.ids().stream().map(id -> Row.of(id, Instant.EPOCH)).toList();
        return new Listing<>(page.ids(), bare, page.total(), null, page.served(), page.flaw());
    }
}
