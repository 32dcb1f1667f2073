package io.falconflux.error;

/**
 * The endpoint is gone from this cloud. The vendor switched {@code /incidents} off in its commercial clouds on 2026-03-09;
 * the message names the successors. Asking again does not help.
 */
public final class RetiredException extends FalconException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // not meant to be serialised
    private final Refusal refusal;

    /**
     * Describes a call to an endpoint that is gone.
     *
     * @param operation the operation's name in the document
     * @param refusal what the reply said
     * @param since the day of the retirement, as the document has it
     * @param successors the collections that took over, as the document has them
     */
    public RetiredException(String operation, Refusal refusal, String since, String successors) {
        super(
                operation + ": this cloud no longer serves the endpoint (HTTP " + refusal.status()
                        + "); the vendor retired it on " + since + ". Its successors are " + successors
                        + "; or set the base URL of a service that still has it",
                null,
                operation,
                refusal.traceId());
        this.refusal = refusal;
    }

    /** Returns the HTTP status: 404, 410, or a lasting 500. */
    public int status() {
        return refusal.status();
    }

    /** Returns what the reply said. */
    public Refusal refusal() {
        return refusal;
    }
}
