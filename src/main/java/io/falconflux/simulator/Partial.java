package io.falconflux.simulator;

/** The errors of a reply that is a success all the same. */
final class Partial {

    private Partial() {}

    static JsonBytes errors(JsonBytes out, Mischief mischief) {
        return mischief.has(Effect.ERRORS)
                ? Envelope.errors(out, 500, "Internal error: some of the resources could not be read")
                : Envelope.noErrors(out);
    }
}
