package io.falconflux.simulator;

import java.util.List;

/** A behavior, as the service shows it. */
record BehaviorRow(BehaviorRows origin, int number, long timestamp) implements Row {

    private static final List<String> DISPOSITIONS = List.of(
            "indicator",
            "detect",
            "inddet_mask",
            "sensor_only",
            "rooting",
            "kill_process",
            "kill_subprocess",
            "quarantine_machine",
            "quarantine_file",
            "policy_disabled",
            "kill_parent",
            "operation_blocked",
            "process_blocked",
            "registry_operation_blocked",
            "critical_process_disabled",
            "bootup_safeguard_enabled",
            "fs_operation_blocked",
            "handle_operation_downgraded",
            "kill_action_failed",
            "blocking_unsupported_or_disabled",
            "suspend_process",
            "suspend_parent");

    @Override
    public String id() {
        return origin.id(number);
    }

    @Override
    public void write(JsonBytes out, boolean strange, boolean nulls) {
        int host = origin.host(number);
        boolean blocked = number % 7 == 0;
        out.open('{')
                .text("behavior_id", id())
                .text("cid", origin.cid())
                .text("aid", origin.hosts().id(host));
        List<String> incidents = origin.incidentIds(number);
        if (!incidents.isEmpty()) {
            out.text("incident_id", incidents.get(0)).texts("incident_ids", incidents);
        }
        out.number("pattern_id", origin.pattern(number))
                .number("template_instance_id", number % 3 == 0 ? number % 900 : 0)
                .time("timestamp", timestamp, 3)
                .text("cmdline", origin.word(Words.COMMANDS, number))
                .text("filepath", origin.word(Words.FILES, number))
                .text("domain", "")
                .number("pattern_disposition", strange ? 1_073_741_824 : blocked ? 2_048 : 0)
                .text("sha256", origin.sha256(number))
                .text("user_name", origin.word(Words.USERS, number))
                .text(
                        "tactic",
                        strange ? "Tactic of Tomorrow" : origin.tactic(number).get(0))
                .text("tactic_id", origin.tactic(number).get(1))
                .text("technique", origin.technique(number).get(0))
                .text("technique_id", origin.technique(number).get(1))
                .text("display_name", origin.displayName(number))
                .text("objective", origin.objective(number))
                .text("compound_tto", "GainAccess__PrivilegeEscalation__AccessTokenManipulation__0__0__0__0");
        IncidentRow.maybe(out, "detection_ids", origin.detections(number), nulls);
        IncidentRow.maybe(out, "alert_ids", origin.alerts(number), nulls);
        out.key("pattern_disposition_details").open('{');
        for (String disposition : DISPOSITIONS) {
            out.flag(disposition, blocked && disposition.equals("process_blocked"));
        }
        out.close('}');
        if (strange) {
            out.key("future_object").literal("{\"depth\":[1,{\"two\":null}]}");
        }
        out.close('}');
    }
}
