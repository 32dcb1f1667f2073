package io.falconflux.collection;

import io.falconflux.error.QueryException;
import io.falconflux.flow.OnDemand;
import io.falconflux.scan.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;

/** Reads rows by id in chunks, and puts them back into the order that was asked for. */
final class Lookups {

    private Lookups() {}

    static <T> Flux<Lookup<T>> read(Source<T> source, List<String> ids) {
        int size = source.facts().hydrateMax();
        if (size == 0) {
            return Flux.error(new QueryException(
                    source.facts().name() + " cannot be read by id, since their pages hold whole rows: scan them"));
        }
        int chunks = (ids.size() + size - 1) / size;
        return Flux.range(0, chunks)
                .concatMap(
                        chunk -> OnDemand.defer(() ->
                                lookUp(source, ids.subList(chunk * size, Math.min(ids.size(), (chunk + 1) * size)))),
                        0);
    }

    private static <T> Flux<Lookup<T>> lookUp(Source<T> source, List<String> ids) {
        return source.entities(List.copyOf(new LinkedHashSet<>(ids)))
                .flatMapIterable(rows -> inOrder(source, ids, rows));
    }

    private static <T> List<Lookup<T>> inOrder(Source<T> source, List<String> ids, List<T> rows) {
        Map<String, T> byId = new HashMap<>();
        for (T row : rows) {
            String id = source.keys().id(row);
            if (id != null) {
                byId.put(id, row);
            }
        }
        List<Lookup<T>> all = new ArrayList<>(ids.size());
        ids.forEach(id -> all.add(new Lookup<>(id, byId.get(id))));
        return all;
    }
}
