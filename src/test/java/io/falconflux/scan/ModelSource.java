package io.falconflux.scan;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;

/** What one subscription sees of the model server. */
abstract class ModelSource {

    final ModelServer server;
    private final AtomicLong requests = new AtomicLong();

    ModelSource(ModelServer server) {
        this.server = server;
    }

    public CollectionFacts facts() {
        return server.shape.facts();
    }

    public RowKeys<Row> keys() {
        return server.shape.keys();
    }

    public Cost cost() {
        return new Cost(requests.get(), 0, Duration.ZERO);
    }

    public Mono<List<Row>> entities(List<String> ids) {
        return counted(server.entities(List.copyOf(ids)));
    }

    <R> Mono<R> counted(Mono<R> call) {
        return call.doOnSubscribe(subscription -> requests.incrementAndGet());
    }

    /** Pages by offset. */
    static final class ByRank extends ModelSource implements Source.Ranked<Row> {

        ByRank(ModelServer server) {
            super(server);
        }

        @Override
        public Mono<Listing<Row>> list(Selection selection, long offset, int limit) {
            return counted(server.list(selection, offset, limit));
        }
    }

    /** Pages by cursor. */
    static final class ByCursor extends ModelSource implements Source.Chained<Row> {

        ByCursor(ModelServer server) {
            super(server);
        }

        @Override
        public Mono<Listing<Row>> list(Selection selection, String cursor, int limit) {
            return counted(server.list(selection, cursor, limit));
        }
    }
}
