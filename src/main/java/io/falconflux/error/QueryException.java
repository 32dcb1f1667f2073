package io.falconflux.error;

/** The caller's own input cannot be sent: a filter that does not parse, an unknown sort, a limit out of range, no ids. */
public final class QueryException extends FalconException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes input that cannot be sent.
     *
     * @param message what is wrong and what to write instead
     */
    public QueryException(String message) {
        super(message, null, null, null);
    }
}
