package io.falconflux.scan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The plainest scan that is right on quiet data with fewer rows on an instant than the window holds: pages to the window's
 * end, then on from the last key seen. It checks the model server, not the engine.
 */
final class ReferenceScan {

    private final ModelServer server;
    private final Set<String> seen = new HashSet<>();
    final List<Row> rows = new ArrayList<>();

    ReferenceScan(ModelServer server) {
        this.server = server;
    }

    static List<Row> of(ModelServer server, String filter) {
        ReferenceScan scan = new ReferenceScan(server);
        CollectionFacts facts = server.shape.facts();
        Selection all = new Selection(filter, facts.defaultKey().name() + ".asc");
        if (facts.window() == 0) {
            scan.chain((Source.Chained<Row>) server.open(), all);
        } else {
            scan.windows((Source.Ranked<Row>) server.open(), all);
        }
        return scan.rows;
    }

    private void chain(Source.Chained<Row> source, Selection all) {
        String cursor = null;
        do {
            Listing<Row> page =
                    source.list(all, cursor, source.facts().pageSize()).block();
            take(source, page);
            cursor = page.next();
        } while (cursor != null);
    }

    private void windows(Source.Ranked<Row> source, Selection all) {
        CollectionFacts facts = source.facts();
        Selection window = all;
        int before;
        do {
            before = rows.size();
            int size;
            long offset = 0;
            do {
                int limit = (int) Math.min(facts.pageSize(), facts.window() - offset);
                Listing<Row> page =
                        limit == 0 ? null : source.list(window, offset, limit).block();
                size = page == null ? 0 : page.ids().size();
                offset += size;
                if (size > 0) {
                    take(source, page);
                }
            } while (size > 0);
            if (!rows.isEmpty()) {
                Row last = rows.get(rows.size() - 1);
                String name = facts.defaultKey().name();
                window = all.and(name + ":>='" + source.keys().value(last, name) + "'");
            }
        } while (rows.size() > before);
    }

    private void take(Source<Row> source, Listing<Row> page) {
        List<Row> whole = source.facts().hydrateMax() == 0
                ? page.rows()
                : source.entities(page.ids()).block();
        Map<String, Row> byId = new HashMap<>();
        whole.forEach(row -> byId.put(row.id(), row));
        for (String id : page.ids()) {
            if (seen.add(id)) {
                rows.add(byId.get(id));
            }
        }
    }
}
