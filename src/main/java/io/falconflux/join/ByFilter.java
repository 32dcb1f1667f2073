package io.falconflux.join;

import io.falconflux.collection.FalconCollection;
import io.falconflux.query.Fql;
import io.falconflux.query.Query;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Others that have a property which names the rows. */
record ByFilter<R>(
        FalconCollection<R> collection,
        Function<? super Collection<String>, Fql> filter,
        Function<? super R, ? extends Collection<String>> named)
        implements Others<R> {

    private static final int BATCH = 32;

    /** Of a request line of 8,192 bytes this leaves a quarter to the window clause and the other parameters. */
    private static final int MOST_ENCODED = 6_000;

    @Override
    public int batch() {
        return BATCH;
    }

    @Override
    public Mono<Map<String, List<R>>> find(Set<String> keys) {
        return Flux.fromIterable(parts(List.copyOf(keys)))
                .concatMap(this::scan, 0)
                .collect(HashMap::new, Map::putAll);
    }

    /** A row that names keys of two parts comes with both, and counts in each for the keys of that part. */
    private Mono<Map<String, List<R>>> scan(List<String> part) {
        return collection.scan(Query.where(filter.apply(part))).items().collect(() -> none(part), this::keep);
    }

    private static <R> Map<String, List<R>> none(List<String> keys) {
        Map<String, List<R>> none = new HashMap<>();
        keys.forEach(key -> none.put(key, new ArrayList<>()));
        return none;
    }

    private void keep(Map<String, List<R>> found, R row) {
        for (String key : new LinkedHashSet<>(named.apply(row))) {
            List<R> those = found.get(key);
            if (those != null) {
                those.add(row);
            }
        }
    }

    /** Divides keys until each part's filter fits a request line. */
    private List<List<String>> parts(List<String> keys) {
        int length = URLEncoder.encode(filter.apply(keys).toString(), StandardCharsets.UTF_8)
                .length();
        if (length <= MOST_ENCODED || keys.size() == 1) {
            return List.of(keys);
        }
        int half = keys.size() / 2;
        List<List<String>> all = new ArrayList<>(parts(keys.subList(0, half)));
        all.addAll(parts(keys.subList(half, keys.size())));
        return all;
    }
}
