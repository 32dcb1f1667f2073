package io.falconflux.scan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The model's listings: filter, order, window of rows, and then what goes wrong with a page. */
final class ModelPages {

    private final ModelShape shape;
    private final ModelFaults faults;
    private final Random random;
    private final Map<String, Integer> troubled = new HashMap<>();
    private final Map<String, Row> cursors = new HashMap<>();
    private final Map<Selection, List<Row>> sorted = new LinkedHashMap<>();
    private int lastCursor;
    private int sortedAt = -1;
    private long lagging = -1;

    ModelPages(ModelShape shape, ModelFaults faults, Random random) {
        this.shape = shape;
        this.faults = faults;
        this.random = random;
    }

    Listing<Row> byRank(ModelRows rows, Selection selection, long offset, int limit, Instant served) {
        check(limit);
        ModelOrder order = ModelOrder.read(shape, selection.sort());
        List<Row> matching = matching(rows, selection, order);
        boolean trouble = mayGoWrong(selection + "@" + offset);
        long from = offset;
        if (trouble && limit > 1 && offset > 0 && random.nextDouble() < faults.shiftedPages) {
            from += random.nextBoolean() ? 1 + random.nextInt(3) : -1 - random.nextInt(3);
        }
        if (trouble && random.nextDouble() < faults.farShifts) {
            from = Math.max(0, offset + List.of(-7, 5, 40).get(random.nextInt(3)));
        }
        List<Row> page = new ArrayList<>(
                order.page(matching, from, Math.min(limit, faults.pageCap), faults.unstableTies ? random : null));
        if (trouble && from > 0 && page.size() > 1 && random.nextDouble() < faults.repeatedRows) {
            page.remove(page.size() - 1);
            page.add(0, matching.get((int) Math.min(matching.size() - 1, Math.max(0, from - 1))));
        }
        boolean flawed = trouble && spoil(page);
        return listing(page, null, total(matching.size()), served, flawed);
    }

    Listing<Row> byCursor(ModelRows rows, Selection selection, String cursor, int limit, Instant served) {
        check(limit);
        ModelOrder order = ModelOrder.read(shape, selection.sort());
        Comparator<Row> comparator = order.comparator();
        List<Row> matching = matching(rows, selection, order);
        Row last = cursor == null ? null : cursors.get(cursor);
        if (cursor != null && !cursors.containsKey(cursor)) {
            throw Refusals.refused(400, "invalid cursor " + cursor);
        }
        int from = 0;
        while (last != null && from < matching.size() && comparator.compare(matching.get(from), last) <= 0) {
            from++;
        }
        List<Row> page = new ArrayList<>(matching.subList(from, Math.min(matching.size(), from + limit)));
        boolean flawed = mayGoWrong(selection + "@" + (last == null ? "" : last.id())) && spoil(page);
        Row end = page.isEmpty() ? last : page.get(page.size() - 1);
        boolean more = end == null ? !matching.isEmpty() : from + page.size() < matching.size();
        String next = more ? cursorAfter(end) : null;
        return listing(page, next, total(matching.size()), served, flawed);
    }

    /** Names the page after a row; null stands for a first page that came empty by mistake. */
    private String cursorAfter(Row row) {
        String cursor = "cursor-" + ++lastCursor;
        cursors.put(cursor, row);
        return cursor;
    }

    void forgetCursors() {
        cursors.clear();
    }

    private void check(int limit) {
        if (limit < 1 || limit > shape.facts().pageMax()) {
            throw Refusals.refused(400, "limit must be 1 to " + shape.facts().pageMax() + ", not " + limit);
        }
    }

    private List<Row> matching(ModelRows rows, Selection selection, ModelOrder order) {
        if (sortedAt != rows.version() || sorted.size() > 16) {
            sorted.clear();
            sortedAt = rows.version();
        }
        return sorted.computeIfAbsent(selection, any -> {
            ModelFilter.Clause filter = ModelFilter.read(shape, faults.deaf ? null : selection.filter());
            return rows.between(filter.from(), filter.to()).stream()
                    .filter(filter.test())
                    .sorted(order.comparator())
                    .toList();
        });
    }

    /** Whether this time something may be wrong with a page: not more than a few times in a row. */
    private boolean mayGoWrong(String page) {
        int times = troubled.merge(page, 1, Integer::sum);
        if (times > faults.inARow) {
            troubled.remove(page);
            return false;
        }
        return true;
    }

    /** Takes rows away; the return value says whether the page stands beside errors. */
    private boolean spoil(List<Row> page) {
        if (page.isEmpty()) {
            return false;
        }
        if (random.nextDouble() < faults.emptyPages) {
            page.clear();
            return false;
        }
        if (random.nextDouble() < faults.flawedPages) {
            page.removeIf(row -> random.nextInt(3) == 0);
            return true;
        }
        if (page.size() > 1 && random.nextDouble() < faults.shortPages) {
            page.subList(1 + random.nextInt(page.size() - 1), page.size()).clear();
        }
        return false;
    }

    private Listing<Row> listing(List<Row> page, String next, long total, Instant served, boolean flawed) {
        List<Row> whole = shape.facts().hydrateMax() == 0 ? page : List.of();
        return new Listing<>(
                page.stream().map(Row::id).toList(),
                whole,
                total,
                next,
                served,
                flawed ? new Flaw("shard failure", "t-1") : null);
    }

    private long total(long exact) {
        return switch (faults.total) {
            case EXACT -> exact;
            case OFF -> Math.max(0, exact - exact / 5 + random.nextLong(1 + 2 * exact / 5));
            case ZERO -> 0;
            case CAPPED -> Math.min(exact, Math.max(1, shape.facts().window()));
            case BELOW -> Math.min(exact, Math.max(1, shape.facts().window() * 9 / 10));
            case LAGGING -> {
                long before = lagging < 0 ? exact : lagging;
                lagging = exact;
                yield before;
            }
        };
    }
}
