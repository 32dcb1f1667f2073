package io.falconflux.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes incidents. A call is checked as a whole before anything is changed.
 *
 * <p>Assumed: the texts for parameters that cannot be used; that ids which do not exist are named in {@code errors} beside a
 * 200; that the state stays when the status is set to closed; what {@code close_with_descriptor} does.
 */
final class ActionOperation implements Operation {

    private static final int MOST = 5_000;
    private static final Set<String> STATUSES = Set.of("20", "25", "30", "40");

    @Override
    public Reply answer(Call call, Tenant tenant) {
        JsonNode body = Ids.body(call);
        List<String> ids = List.copyOf(new LinkedHashSet<>(Ids.of(body)));
        if (ids.isEmpty()) {
            return Envelope.refused(call, 400, "Request does not contain any incident IDs");
        }
        if (ids.size() > MOST) {
            return Envelope.refused(
                    call,
                    400,
                    "The 'ids' parameter must be present at least once and can be present up to " + MOST + " times.");
        }
        for (String id : ids) {
            if (!tenant.incidents().shape().wellFormed(id)) {
                return Envelope.refused(call, 400, "invalid incident id=" + id);
            }
        }
        JsonNode parameters = body.path("action_parameters");
        if (!parameters.isArray() || parameters.isEmpty()) {
            return Envelope.refused(call, 400, "Request does not contain any action parameters");
        }
        return perform(call, tenant, ids, parameters);
    }

    private static Reply perform(Call call, Tenant tenant, List<String> ids, JsonNode parameters) {
        List<Consumer<IncidentChange>> edits = new ArrayList<>();
        List<String> comments = new ArrayList<>();
        for (JsonNode parameter : parameters) {
            String name = parameter.path("name").asText();
            @Nullable String value = parameter.path("value").textValue();
            if (name.equals("add_comment") && value != null) {
                comments.add(value);
                continue;
            }
            Consumer<IncidentChange> edit = edit(tenant, name, value);
            if (edit == null) {
                return Envelope.refused(call, 400, "invalid action parameter name=" + name);
            }
            edits.add(edit);
        }
        boolean half = call.mischief().has(Effect.ERRORS);
        List<String> taken = half ? ids.subList(0, ids.size() / 2) : ids;
        Detections detections = new Detections(call, tenant, taken);
        List<String> changed = tenant.change(taken, change -> edits.forEach(edit -> edit.accept(change)));
        for (String id : changed) {
            comments.forEach(comment -> tenant.comment(id, comment));
        }
        return write(call, ids, changed, detections);
    }

    /** What a parameter does, or null if there is no such name or the value is of no use. */
    private static @Nullable Consumer<IncidentChange> edit(Tenant tenant, String name, @Nullable String value) {
        if (name.equals("unassign")) {
            return change -> change.assigned(null, null);
        }
        if (value == null || (name.equals("update_status") && !STATUSES.contains(value))) {
            return null;
        }
        return switch (name) {
            case "add_tag" -> change -> change.addTag(value);
            case "delete_tag" -> change -> change.deleteTag(value);
            case "update_name" -> change -> change.name(value);
            case "update_description" -> change -> change.description(value);
            case "update_status" -> change -> change.status(Integer.parseInt(value));
            case "update_assigned_to", "update_assigned_to_v2" -> {
                String person = tenant.incidents().shape().seed().nameOf(value);
                yield change -> change.assigned(value, person);
            }
            case "update_assigned_to_name" -> change -> change.assigned(change.assignedTo(), value);
            case "close_with_descriptor" -> change -> change.status(40);
            default -> null;
        };
    }

    private static Reply write(Call call, List<String> ids, List<String> changed, Detections detections) {
        Set<String> known = Set.copyOf(changed);
        List<String> left = ids.stream().filter(id -> !known.contains(id)).toList();
        if (left.isEmpty() && call.mischief().has(Effect.META_ONLY)) {
            return Envelope.metaOnly(call, Envelope.INCIDENTS, 200);
        }
        JsonBytes out = Envelope.open(
                call,
                Envelope.INCIDENTS,
                1_024,
                meta -> meta.key("writes")
                        .open('{')
                        .number("resources_affected", changed.size())
                        .close('}'));
        detections.write(out);
        if (!left.isEmpty()) {
            int code = call.mischief().has(Effect.ERRORS) ? 500 : 404;
            String message = code == 500 ? "incident could not be updated" : "incident not found";
            out.key("errors").open('[');
            for (String id : left) {
                out.open('{')
                        .number("code", code)
                        .text("message", message)
                        .text("id", id)
                        .close('}');
            }
            out.close(']');
        }
        return Reply.json(200, out.close('}'));
    }
}
