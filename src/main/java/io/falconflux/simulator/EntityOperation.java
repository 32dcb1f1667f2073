package io.falconflux.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Shows rows by id. Those that do not exist are left out, and the order is not the one that was asked for.
 *
 * <p>Assumed: that behaviors have the cap of incidents, and that an id asked for twice comes once.
 */
final class EntityOperation<R extends Rows> implements Operation {

    private static final int MOST = 500;
    private static final int BYTES_A_ROW = 2_600;

    private final Settings settings;
    private final Function<Tenant, Table<R>> table;
    private final String word;

    EntityOperation(Settings settings, Function<Tenant, Table<R>> table, String word) {
        this.settings = settings;
        this.table = table;
        this.word = word;
    }

    @Override
    public Reply answer(Call call, Tenant tenant) {
        JsonNode body = Ids.body(call);
        if (!body.isObject()) {
            return Envelope.refused(call, 400, "Failed to parse the request body");
        }
        List<String> ids = Ids.of(body);
        if (ids.isEmpty() || ids.size() > MOST) {
            return Envelope.refused(
                    call,
                    400,
                    "The 'ids' parameter must be present at least once and can be present up to " + MOST + " times.");
        }
        Table<R> asked = table.apply(tenant);
        for (String id : ids) {
            if (!asked.shape().wellFormed(id)) {
                return Envelope.refused(call, 400, "invalid " + word + " id=" + id);
            }
        }
        return write(call, ids, asked.find(new LinkedHashSet<>(ids)));
    }

    private Reply write(Call call, List<String> ids, List<Row> found) {
        Mischief mischief = call.mischief();
        List<Row> rows = new ArrayList<>(found);
        if (mischief.has(Effect.MISSING)) {
            rows.removeIf(row -> mischief.hides(row.id(), ids));
        }
        if (mischief.has(Effect.ERRORS) || mischief.has(Effect.SHORT_PAGE)) {
            rows = rows.subList(0, rows.size() / 2);
        }
        if (mischief.has(Effect.EMPTY_PAGE)) {
            rows.clear();
        }
        if (settings.shuffleEntities()) {
            java.util.Collections.shuffle(
                    rows, new Random(Seed.mix(call.request().number())));
        }
        JsonBytes out = Envelope.open(call, Envelope.INCIDENTS, 512 + rows.size() * BYTES_A_ROW);
        if (mischief.has(Effect.NULL_RESOURCES)) {
            out.key("resources").literal("null");
        } else {
            out.key("resources").open('[');
            for (Row row : rows) {
                row.write(out, mischief.has(Effect.UNKNOWN), mischief.has(Effect.NULL_LISTS));
            }
            out.close(']');
        }
        return Reply.json(200, Envelope.errors(out, mischief).close('}'));
    }
}
