package io.falconflux.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * The detections of the incidents that an action names: one each, kept nowhere. Without overwriting, only those change whose
 * incident still had its default status. To be made before the action is applied.
 */
final class Detections {

    private final boolean wanted;
    private final List<String> updated = new ArrayList<>();
    private final List<String> unchanged = new ArrayList<>();

    Detections(Call call, Tenant tenant, List<String> incidentIds) {
        this.wanted = call.parameter("update_detects").equals("true");
        boolean overwrite = call.parameter("overwrite_detects").equals("true");
        if (wanted) {
            for (Row row : tenant.incidents().find(incidentIds)) {
                IncidentRow incident = (IncidentRow) row;
                String id = "ldt:" + row.id().substring(4, 36) + ":" + (incident.number() + 8_589_934_592L);
                (overwrite || incident.status() == 20 ? updated : unchanged).add(id);
            }
        }
    }

    void write(JsonBytes out) {
        if (wanted) {
            out.key("resources").open('[').open('{');
            out.texts("detections_updated", updated).texts("detections_unchanged", unchanged);
            out.close('}').close(']');
        }
    }
}
