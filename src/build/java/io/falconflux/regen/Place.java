package io.falconflux.regen;

/**
 * A part whose keys are words of OpenAPI, with what it describes.
 *
 * @param part the part
 * @param kind what it describes
 * @param label what people call it, such as {@code Incident.status}
 * @param depth how deep a schema lies: 0 for one under {@code components/schemas}, 1 for its properties
 */
record Place(Part part, Kind kind, String label, int depth) {

    /** What a part describes. */
    enum Kind {
        OPERATION,
        SCHEMA,
        PARAMETER,
        OTHER
    }
}
