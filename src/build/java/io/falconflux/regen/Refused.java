package io.falconflux.regen;

/** Stops the build after a report was printed; without a stack trace, since nothing here is broken. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refused(String message) {
        super(message, null, false, false);
    }
}
