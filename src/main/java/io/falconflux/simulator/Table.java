package io.falconflux.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Searches and changes the rows of one collection, one caller at a time.
 *
 * <p>A search on a time key with nothing but a range of it costs two binary searches. Other filters test the rows that the
 * range leaves, and the last few results are kept until something changes: the pages of one listing share them.
 */
final class Table<R extends Rows> {

    private static final int KEPT = 16;

    private final R rows;
    private final FqlCompiler compiler;
    private final Map<String, SortedIndex> indexes = new HashMap<>();
    private final Map<String, View> views = new LinkedHashMap<>();

    Table(R rows) {
        this.rows = rows;
        this.compiler = new FqlCompiler(rows.filters());
    }

    /**
     * Lists a page.
     *
     * @param form what to make of a row's number
     * @param draw what the order inside ties follows from; 0 leaves it as it is
     * @throws BadFilterException if the filter is refused
     */
    synchronized <T> Listing<T> list(Search search, IntFunction<T> form, long draw) {
        View view = view(search);
        List<T> page = new ArrayList<>();
        for (int row : Ties.page(view, search.offset(), search.limit(), draw)) {
            page.add(form.apply(row));
        }
        return new Listing<>(page, view.size());
    }

    /** Pictures of the rows with these ids, each once, leaving out what does not exist. */
    synchronized List<Row> find(Collection<String> ids) {
        List<Row> found = new ArrayList<>(ids.size());
        for (String id : ids) {
            int row = rows.number(id);
            if (rows.exists(row)) {
                found.add(rows.row(row));
            }
        }
        return found;
    }

    /** Changes rows, and forgets what no longer holds. */
    synchronized <T> T write(Function<R, T> edit) {
        T result = edit.apply(rows);
        int[] touched = rows.takeTouched();
        if (touched.length > 0) {
            views.clear();
            for (SortedIndex index : indexes.values()) {
                for (int row : touched) {
                    index.mark(row);
                }
            }
        }
        return result;
    }

    /** What does not change: the shape of ids, the names of sorts. */
    R shape() {
        return rows;
    }

    private View view(Search search) {
        SortOrder sort = search.sort() == null ? new SortOrder(rows.timeKey(), true) : search.sort();
        String name = sort.property().name() + (sort.descending() ? "-" : "+") + search.filter();
        View kept = views.get(name);
        if (kept == null) {
            kept = make(search.filter().isEmpty() ? null : FqlParser.parse(search.filter()), sort);
            if (views.size() >= KEPT) {
                views.remove(views.keySet().iterator().next());
            }
            views.put(name, kept);
        }
        return kept;
    }

    private View make(@Nullable Clause filter, SortOrder sort) {
        if (filter != null) {
            compiler.compile(filter);
        }
        boolean byTime = sort.property() instanceof Property.Numeric numeric && numeric.unit() == Property.Unit.TIME;
        Property.Numeric key = byTime ? (Property.Numeric) sort.property() : rows.timeKey();
        KeyRange range = KeyRange.of(filter, key);
        View candidates = indexes.computeIfAbsent(key.name(), name -> new SortedIndex(key, rows))
                .range(range.from(), range.to());
        if (!byTime) {
            int[] sorted = matching(candidates, range.rest());
            sort.sort(sorted);
            return View.of(sorted, sort);
        }
        View ascending = range.rest() == null
                ? candidates
                : View.of(matching(candidates, range.rest()), new SortOrder(key, false));
        return sort.descending() ? ascending.reversed() : ascending;
    }

    private int[] matching(View candidates, @Nullable Clause rest) {
        IntPredicate test = rest == null ? row -> true : compiler.compile(rest);
        int[] found = new int[candidates.size()];
        int size = 0;
        for (int i = 0; i < candidates.size(); i++) {
            int row = candidates.row(i);
            if (test.test(row)) {
                found[size++] = row;
            }
        }
        return java.util.Arrays.copyOf(found, size);
    }
}
