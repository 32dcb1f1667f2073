package io.falconflux.regen;

import java.util.Map;

/**
 * The properties of a row, for facts that name one.
 *
 * @param document the document
 * @param entity the schema of a row
 * @param faults where to say that there is no such property
 */
record Properties(Document document, String entity, Faults faults) {

    /** Asks for a property that holds one value. */
    Part named(Part name, String fact) {
        if (!name.exists()) {
            return Part.NONE;
        }
        Map<String, Part> properties = document.properties(entity);
        Part property = properties.get(name.text());
        if (property == null) {
            faults.add(
                    name,
                    entity + " has no property " + name.text() + ", which a fact names (" + fact + ")"
                            + Spelling.question(name.text(), properties.keySet()));
            return Part.NONE;
        }
        if (!JavaNames.accessor(name.text()).equals(JavaNames.camel(name.text()))) {
            faults.add(
                    name,
                    entity + "." + name.text() + " is a word of Java and renamed; a fact cannot name it (" + fact
                            + ").");
        }
        return property;
    }

    /** Asks for a property that holds a time, and tells whether it is one. */
    boolean time(Part name, String fact) {
        Part property = named(name, fact);
        String type = document.follow(property).get("format").text();
        if (property.exists() && !type.equals("date-time")) {
            faults.add(
                    name, entity + "." + name.text() + " is no date-time, which a fact takes it for (" + fact + ").");
        }
        return type.equals("date-time");
    }
}
