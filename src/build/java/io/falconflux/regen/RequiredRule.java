package io.falconflux.regen;

import java.util.Map;

/** Each name under {@code required} is that of a property; the generator would pass over another one in silence. */
final class RequiredRule implements Rule {

    @Override
    public void check(Document document, Faults faults) {
        for (Place place : Walk.of(document)) {
            if (place.kind() == Place.Kind.SCHEMA) {
                Map<String, Part> properties = place.part().get("properties").entries();
                for (Part name : place.part().get("required").items()) {
                    if (!properties.containsKey(name.text())) {
                        faults.add(
                                name,
                                place.label() + " requires " + name.text() + ", which is none of its properties"
                                        + Spelling.question(name.text(), properties.keySet()));
                    }
                }
            }
        }
    }
}
