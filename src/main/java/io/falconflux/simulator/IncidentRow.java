package io.falconflux.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An incident at one moment: what can change is here, the rest is asked of the seed. Times are nanoseconds since 1970. */
record IncidentRow(
        IncidentSeed origin,
        int number,
        long start,
        long end,
        long created,
        long modified,
        int status,
        String state,
        int score,
        @Nullable String name,
        @Nullable String description,
        @Nullable String assignedTo,
        @Nullable String assignedToName,
        List<String> tags)
        implements Row {

    @Override
    public String id() {
        return origin.id(number);
    }

    @Override
    public void write(JsonBytes out, boolean strange, boolean nulls) {
        out.open('{')
                .text("incident_id", id())
                .number("incident_type", 1)
                .text("cid", origin.cid())
                .texts("host_ids", origin.hostIds(number))
                .key("hosts")
                .open('[');
        for (int i = 0; i < origin.hostCount(number); i++) {
            out.literal(origin.hosts().json(origin.host(number, i)));
        }
        out.close(']')
                .time("created", created, 0)
                .time("start", start, 0)
                .time("end", end, 0)
                .text("state", strange ? "dormant" : state)
                .text("email_state", strange ? "PAUSED" : "START")
                .number("status", strange ? 99 : status);
        out.texts("tactics", List.of(origin.tactic(number)))
                .texts("techniques", List.of(origin.technique(number)))
                .texts("objectives", List.of(origin.objective(number)))
                .time("modified_timestamp", modified, 9)
                .number("fine_score", score);
        maybe(out, "name", name);
        maybe(out, "description", description);
        maybe(out, "assigned_to", assignedTo);
        maybe(out, "assigned_to_name", assignedToName);
        maybe(out, "tags", tags, nulls);
        maybe(out, "users", origin.users(number), nulls);
        maybe(out, "lm_host_ids", origin.lateralIds(number), nulls);
        if (!origin.lateralIds(number).isEmpty()) {
            out.flag("lm_hosts_capped", false);
        }
        if (strange) {
            out.key("future_object").literal("{\"depth\":[1,{\"two\":null}],\"text\":\"\\u00e9\\ud83e\\udd85\"}");
            out.key("future_number").literal("12345678901234567890.5");
        }
        out.close('}');
    }

    private static void maybe(JsonBytes out, String name, @Nullable String value) {
        if (value != null) {
            out.text(name, value);
        }
    }

    static void maybe(JsonBytes out, String name, List<String> values, boolean nulls) {
        if (!values.isEmpty()) {
            out.texts(name, values);
        } else if (nulls) {
            out.key(name).literal("null");
        }
    }
}
