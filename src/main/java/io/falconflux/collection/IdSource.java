package io.falconflux.collection;

import io.falconflux.scan.CollectionFacts;
import io.falconflux.scan.Cost;
import io.falconflux.scan.Listing;
import io.falconflux.scan.RowKeys;
import io.falconflux.scan.Selection;
import io.falconflux.scan.Source;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The ids of a collection as rows of their own: pages are whole as they are listed, and a row is read only for its time. */
abstract class IdSource {

    private static final RowKeys<String> KEYS = new RowKeys<>() {
        @Override
        public String id(String row) {
            return row;
        }

        @Override
        public boolean known() {
            return false;
        }

        @Override
        public @Nullable String value(String row, String property) {
            return null;
        }
    };

    private final Source<?> rows;

    IdSource(Source<?> rows) {
        this.rows = rows;
    }

    static Source<String> of(Source<?> rows) {
        return rows instanceof Source.Ranked<?> ranked ? new Ranked(ranked) : new Chained((Source.Chained<?>) rows);
    }

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

    public RowKeys<String> keys() {
        return KEYS;
    }

    public Cost cost() {
        return rows.cost();
    }

    public Mono<List<String>> entities(List<String> ids) {
        return Mono.just(ids);
    }

    public Mono<Map<String, String>> values(List<String> ids, String property) {
        return rows.values(ids, property);
    }

    static Listing<String> bare(Listing<?> page) {
        return new Listing<>(page.ids(), page.ids(), page.total(), page.next(), page.served(), page.flaw());
    }

    private static final class Ranked extends IdSource implements Source.Ranked<String> {

        private final Source.Ranked<?> ranked;

        Ranked(Source.Ranked<?> ranked) {
            super(ranked);
            this.ranked = ranked;
        }

        @Override
        public Mono<Listing<String>> list(Selection selection, long offset, int limit) {
            return ranked.list(selection, offset, limit).map(IdSource::bare);
        }
    }

    private static final class Chained extends IdSource implements Source.Chained<String> {

        private final Source.Chained<?> chained;

        Chained(Source.Chained<?> chained) {
            super(chained);
            this.chained = chained;
        }

        @Override
        public Mono<Listing<String>> list(Selection selection, @Nullable String cursor, int limit) {
            return chained.list(selection, cursor, limit).map(IdSource::bare);
        }
    }
}
