package io.falconflux.simulator;

/** What a row looked like at one moment; may be written long after the table has moved on. */
interface Row {

    /** The row's id. */
    String id();

    /**
     * Writes the row as a JSON object.
     *
     * @param strange whether to add fields and values that no document knows
     * @param nulls whether optional lists are null rather than absent
     */
    void write(JsonBytes out, boolean strange, boolean nulls);
}
