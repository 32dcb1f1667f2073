package io.falconflux.scan;

import io.falconflux.flow.OnDemand;
import java.util.List;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;

/**
 * Halves a part by a property that the service compares but does not sort by: the values of a page tell where. Whatever order
 * the service has among texts, what is below a value and what is not are everything that has a value.
 */
final class StormBisection<T> {

    private static final int MOST_HALVES = 40;
    private static final int SAMPLE = 100;

    private final Storm<T> storm;
    private final Selection selection;
    private final Divider divider;
    private final int depth;

    StormBisection(Storm<T> storm, Selection selection, Divider divider, int depth) {
        this.storm = storm;
        this.selection = selection;
        this.divider = divider;
        this.depth = depth;
    }

    /** Returns the rows of the part, whose first page is at hand. */
    Flux<Batch<T>> batches(Fetched<T> page) {
        String lacks = Clauses.lacks(divider.filterName());
        return Flux.concat(
                halves(selection, page, 0), OnDemand.defer(() -> storm.part(selection.and(lacks), depth + 1)));
    }

    private Flux<Batch<T>> halves(Selection part, Fetched<T> page, int halved) {
        return storm.values(page, sample(page.ids()), divider)
                .flatMapMany(
                        values -> halves(part, page, values.stream().distinct().toList(), halved));
    }

    private Flux<Batch<T>> halves(Selection part, Fetched<T> page, List<String> values, int halved) {
        if (values.isEmpty() || halved >= MOST_HALVES) {
            return storm.divided(part, page, depth + 1);
        }
        String middle = values.get(values.size() / 2);
        if (values.size() > 1) {
            return Flux.concat(half(part, "<", middle, halved), half(part, ">=", middle, halved));
        }
        return Flux.concat(
                half(part, "<", middle, halved),
                OnDemand.defer(() -> storm.part(part.and(compare("", middle)), depth + 1)),
                half(part, ">", middle, halved));
    }

    private Flux<Batch<T>> half(Selection part, String operator, String value, int halved) {
        Selection narrowed = part.and(compare(operator, value));
        return OnDemand.defer(() -> storm.page(
                        narrowed, 0, storm.scope().fetcher().pageSize())
                .flatMapMany(page -> page.full() ? halves(narrowed, page, halved + 1) : Flux.just(storm.batch(page))));
    }

    private String compare(String operator, String value) {
        return Clauses.compare(divider.filterName(), operator, value, divider.quoted());
    }

    /** Returns some ids from all over a page, since bare ids have to be asked for their values. */
    private static List<String> sample(List<String> ids) {
        int step = Math.max(1, ids.size() / SAMPLE);
        return IntStream.iterate(0, i -> i < ids.size(), i -> i + step)
                .mapToObj(ids::get)
                .toList();
    }
}
