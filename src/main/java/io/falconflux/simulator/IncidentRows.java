package io.falconflux.simulator;

import io.falconflux.simulator.Property.Unit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.function.ToLongFunction;

/**
 * The incidents of a tenant: the seed's, and over them those that were changed or inserted. What may be filtered and sorted
 * is what the service documents; the four properties seen only in other people's requests take equality alone.
 */
final class IncidentRows extends Rows {

    private final IncidentSeed seed;
    private final Map<Integer, IncidentRow> changed = new HashMap<>();
    private final Property.Numeric start;

    IncidentRows(IncidentSeed seed, int count) {
        super(count);
        this.seed = seed;
        this.start = time("start", seed::start, IncidentRow::start);
        Property end = time("end", seed::end, IncidentRow::end);
        Property modified = time("modified_timestamp", seed::modified, IncidentRow::modified);
        IntToLongFunction scores = longs(seed::score, IncidentRow::score);
        Property score = numeric("final_score", Unit.NUMBER, true, scores);
        numeric("fine_score", Unit.NUMBER, false, scores);
        Property status = numeric("status", Unit.NUMBER, false, longs(seed::status, IncidentRow::status));
        numeric("lm_hosts_capped", Unit.FLAG, false, row -> seed.lateralIds(row).isEmpty() ? Property.ABSENT : 0);

        Property name = text("name", true, maybe(seed::name, IncidentRow::name));
        text("description", true, maybe(seed::description, IncidentRow::description));
        text("users", true, seed::users);
        text("tags", true, texts(seed::tags, IncidentRow::tags));
        Property analyst = text("assigned_to_name", true, maybe(seed::assignedToName, IncidentRow::assignedToName));
        Property assigned = text("assigned_to", false, maybe(seed::assignedTo, IncidentRow::assignedTo));
        Property state = text("state", false, maybe(seed::state, IncidentRow::state));
        text("host_ids", false, seed::hostIds);
        text("lm_host_ids", false, seed::lateralIds);
        text("incident_id", false, row -> List.of(seed.id(row)));
        text("incident_ids", false, row -> List.of(seed.id(row)));
        text("cid", false, row -> List.of(seed.cid()));

        sortable("assigned_to", assigned);
        sortable("assigned_to_name", analyst);
        sortable("end", end);
        sortable("modified_timestamp", modified);
        sortable("name", name);
        sortable("sort_score", score);
        sortable("start", start);
        sortable("state", state);
        sortable("status", status);
    }

    @Override
    String id(int row) {
        return seed.id(row);
    }

    @Override
    int number(String id) {
        return wellFormed(id) ? seed.number(id) : -1;
    }

    @Override
    boolean wellFormed(String id) {
        return id.length() == 69
                && id.startsWith("inc:")
                && id.charAt(36) == ':'
                && Words.hexadecimal(id, 4, 36)
                && Words.hexadecimal(id, 37, 69);
    }

    @Override
    IncidentRow row(int row) {
        IncidentRow now = changed.get(row);
        return now == null ? seed.row(row) : now;
    }

    @Override
    Property.Numeric timeKey() {
        return start;
    }

    /** Adds an incident like those of the seed, but at a moment of its own. */
    int insert(long startsAt, long modifiedAt) {
        int row = append();
        IncidentRow like = seed.row(row);
        long second = startsAt / TimeText.SECOND * TimeText.SECOND;
        changed.put(
                row,
                new IncidentRow(
                        seed,
                        row,
                        second,
                        second + (like.end() - like.start()),
                        second + (like.created() - like.start()),
                        modifiedAt,
                        20,
                        "open",
                        like.score(),
                        null,
                        null,
                        null,
                        null,
                        List.of()));
        return row;
    }

    void change(int row, Consumer<IncidentChange> edit, long modifiedAt) {
        IncidentChange change = new IncidentChange(row(row));
        edit.accept(change);
        changed.put(row, change.after(modifiedAt));
        touch(row);
    }

    IncidentSeed seed() {
        return seed;
    }

    private Property.Numeric time(String name, IntToLongFunction base, ToLongFunction<IncidentRow> now) {
        return numeric(name, Unit.TIME, true, longs(base, now));
    }

    private IntToLongFunction longs(IntToLongFunction base, ToLongFunction<IncidentRow> now) {
        return row -> {
            IncidentRow current = changed.isEmpty() ? null : changed.get(row);
            return current == null ? base.applyAsLong(row) : now.applyAsLong(current);
        };
    }

    private IntFunction<List<String>> texts(IntFunction<List<String>> base, Function<IncidentRow, List<String>> now) {
        return row -> {
            IncidentRow current = changed.isEmpty() ? null : changed.get(row);
            return current == null ? base.apply(row) : now.apply(current);
        };
    }

    private IntFunction<List<String>> maybe(MaybeOfRow base, MaybeOfIncident now) {
        return row -> {
            IncidentRow current = changed.isEmpty() ? null : changed.get(row);
            return maybe(current == null ? base.of(row) : now.of(current));
        };
    }

    private interface MaybeOfRow {
        @org.jspecify.annotations.Nullable
        String of(int row);
    }

    private interface MaybeOfIncident {
        @org.jspecify.annotations.Nullable
        String of(IncidentRow row);
    }
}
