package io.falconflux.regen;

import java.util.List;

/** Texts become Javadoc, and those of facts become strings: ASCII without what either takes for markup. */
final class TextRule implements Rule {

    private static final String FORBIDDEN = "<>&@\\{}";

    @Override
    public void check(Document document, Faults faults) {
        for (Place place : Walk.of(document)) {
            Part part = place.part();
            text(place.label() + ": description", part.get("description"), FORBIDDEN, faults);
            text(place.label() + ": summary", part.get("summary"), FORBIDDEN, faults);
            for (Part text : part.get("x-enum-descriptions").items()) {
                text(place.label() + ": x-enum-descriptions", text, FORBIDDEN, faults);
            }
            for (Part field : part.get("x-falcon-fields").items()) {
                String label =
                        place.label() + ": the field " + field.get("field").text();
                text(label, field.get("about"), FORBIDDEN, faults);
                field.get("values").items().forEach(value -> text(label, value, FORBIDDEN + '"', faults));
            }
            for (String key : List.of("since", "successors")) {
                String label = place.label() + ": x-falcon-retired." + key;
                text(label, part.get("x-falcon-retired", key), FORBIDDEN + '"', faults);
            }
        }
    }

    private static void text(String label, Part part, String forbidden, Faults faults) {
        String text = part.text();
        if (text.contains("*/")) {
            faults.add(part, label + " holds '*/', which ends a Javadoc comment.");
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c == '\n' || c >= ' ' && c <= '~';
            if (!plain || forbidden.indexOf(c) >= 0) {
                String shown = plain ? "'" + c + "'" : String.format("U+%04X", (int) c);
                faults.add(
                        part,
                        label + " holds " + shown
                                + ", which breaks Javadoc or Java. Write plain ASCII and put markup into words.");
                return;
            }
        }
    }
}
