package io.falconflux.regen;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Each {@code $ref} leads somewhere, inside the document, and stands alone, since what stands beside it is dropped. */
final class ReferenceRule implements Rule {

    @Override
    public void check(Document document, Faults faults) {
        everywhere(document, document.root(), faults);
    }

    private static void everywhere(Document document, Part part, Faults faults) {
        Part reference = part.get("$ref");
        if (reference.isText()) {
            resolves(document, reference, faults);
            alone(part, reference, faults);
        }
        part.entries().values().forEach(child -> everywhere(document, child, faults));
        part.items().forEach(child -> everywhere(document, child, faults));
    }

    private static void resolves(Document document, Part reference, Faults faults) {
        String text = reference.text();
        if (!text.startsWith("#/")) {
            faults.add(reference, "$ref '" + text + "' leads out of the document. Write #/components/... instead.");
        } else if (!document.target(text).exists()) {
            faults.add(
                    reference, "$ref '" + text + "' leads nowhere" + Spelling.question(text, beside(document, text)));
        }
    }

    private static Set<String> beside(Document document, String text) {
        String folder = text.substring(0, text.lastIndexOf('/') + 1);
        Set<String> known = new TreeSet<>();
        if (folder.length() > 2) {
            document.target(folder.substring(0, folder.length() - 1))
                    .entries()
                    .keySet()
                    .forEach(name -> known.add(folder + name));
        }
        return known;
    }

    private static void alone(Part part, Part reference, Faults faults) {
        List<String> others = part.entries().keySet().stream()
                .filter(key -> !key.equals("$ref"))
                .toList();
        if (!others.isEmpty()) {
            faults.add(
                    reference,
                    "Beside $ref '" + reference.text() + "', " + String.join(", ", others)
                            + " would be dropped. Write allOf: [{$ref: ...}] and keep it beside that.");
        }
    }
}
