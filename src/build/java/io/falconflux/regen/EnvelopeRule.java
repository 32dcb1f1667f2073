package io.falconflux.regen;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * The envelopes of the platform are written once, by hand, and schemas of their names are not generated (see
 * {@code openapi/.openapi-generator-ignore}): nothing that is generated may refer to one.
 */
final class EnvelopeRule implements Rule {

    private static final Pattern ENVELOPE =
            Pattern.compile(".*Reply|(ReplyMetaOnly|MetaInfo|Paging|Writes|ApiError).*");

    @Override
    public void check(Document document, Faults faults) {
        document.schemas().forEach((name, schema) -> {
            if (!envelope(name)) {
                properties(name, schema.get("properties").entries(), faults);
            }
        });
        for (Operation operation : document.operations()) {
            Part part = operation.part();
            refuse(operation, "the body", Document.referred(operation.body(document)), part, faults);
            Part reply = part.get("x-falcon-reply");
            refuse(operation, "x-falcon-reply", reply.get("model").text(), reply, faults);
            if (reply.get("body").isTrue()) {
                refuse(operation, "the reply", Document.referred(operation.reply(document)), reply, faults);
            }
        }
    }

    private static boolean envelope(String name) {
        return ENVELOPE.matcher(name).matches();
    }

    private static void properties(String name, Map<String, Part> properties, Faults faults) {
        properties.forEach((property, part) -> {
            String items = Document.referred(part.get("items"));
            String type = items.isEmpty() ? Document.referred(part) : items;
            if (envelope(type)) {
                faults.add(
                        part,
                        name + "." + property + " is of the type " + type + ", a part of envelopes that has no class."
                                + " If " + name
                                + " is an envelope, give it a name that ends in Reply; if not, give the type another.");
            }
        });
    }

    private static void refuse(Operation operation, String what, String type, Part at, Faults faults) {
        if (envelope(type)) {
            faults.add(
                    at,
                    operation.label() + ": " + what + " is of the type " + type
                            + ", a name that is kept for envelopes and has no class. Name it otherwise.");
        }
    }
}
