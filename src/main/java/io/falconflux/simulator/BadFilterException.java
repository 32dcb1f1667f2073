package io.falconflux.simulator;

/** A filter that the service would refuse; the reason is for people, the service keeps it to itself. */
final class BadFilterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadFilterException(String reason) {
        super(reason, null, false, false);
    }
}
