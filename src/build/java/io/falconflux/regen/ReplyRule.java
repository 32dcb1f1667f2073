package io.falconflux.regen;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code x-falcon-reply} says one thing about a reply, and it agrees with the schema of the reply. */
final class ReplyRule implements Rule {

    @Override
    public void check(Document document, Faults faults) {
        for (Operation operation : document.operations()) {
            Part reply = operation.part().get("x-falcon-reply");
            if (reply.isMap()) {
                check(document, operation, reply, faults);
            }
        }
    }

    private static void check(Document document, Operation operation, Part reply, Faults faults) {
        List<String> said = reply.entries().entrySet().stream()
                .filter(entry ->
                        entry.getKey().equals("model") || entry.getValue().isTrue())
                .map(Map.Entry::getKey)
                .toList();
        String label = operation.label() + ": x-falcon-reply";
        if (said.size() != 1) {
            faults.add(reply, label + " must say one of model, ids, body and empty.");
            return;
        }
        switch (said.get(0)) {
            case "model" -> model(document, reply.get("model"), label, faults);
            case "body" -> {
                if (Document.referred(operation.reply(document)).isEmpty()) {
                    faults.add(reply, label + " says body, but the reply's schema is no $ref to a named one.");
                }
            }
            default -> {
                // ids and empty say nothing that could disagree
            }
        }
    }

    private static void model(Document document, Part model, String label, Faults faults) {
        Set<String> schemas = document.schemas().keySet();
        if (!schemas.contains(model.text())) {
            faults.add(
                    model,
                    label + " names the model " + model.text() + ", which is no schema"
                            + Spelling.question(model.text(), schemas));
        }
    }
}
