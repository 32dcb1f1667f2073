package io.falconflux.join;

import io.falconflux.collection.FalconCollection;
import io.falconflux.collection.Lookup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Others whose ids the rows have. */
record ById<R>(FalconCollection<R> collection) implements Others<R> {

    @Override
    public int batch() {
        return collection.facts().hydrateMax();
    }

    @Override
    public Mono<Map<String, List<R>>> find(Set<String> keys) {
        return collection.get(List.copyOf(keys)).collect(HashMap::new, ById::keep);
    }

    private static <R> void keep(Map<String, List<R>> found, Lookup<R> lookup) {
        lookup.found().ifPresent(row -> found.put(lookup.id(), List.of(row)));
    }
}
