package io.falconflux.error;

import java.util.Objects;

/** The service, or a gateway before it, answered with a status outside 2xx. */
public final class RefusedException extends FalconException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // not meant to be serialised
    private final Refusal refusal;

    private final String advice;

    /**
     * Describes a refused call.
     *
     * @param operation the operation's name in the document
     * @param refusal what the reply said
     * @param advice what to do, one sentence
     */
    public RefusedException(String operation, Refusal refusal, String advice) {
        super(message(operation, refusal, advice), null, operation, refusal.traceId());
        this.refusal = refusal;
        this.advice = advice;
    }

    /**
     * Returns the same refusal with one more sentence of advice, from somebody who knows what was sent.
     *
     * @param hint what may be wrong, one sentence
     */
    public RefusedException hinting(String hint) {
        RefusedException hinted =
                new RefusedException(Objects.requireNonNull(operation()), refusal, advice + ". " + hint);
        hinted.setStackTrace(getStackTrace());
        for (Throwable beside : getSuppressed()) {
            hinted.addSuppressed(beside);
        }
        return hinted;
    }

    private static String message(String operation, Refusal refusal, String advice) {
        String words = refusal.words();
        return operation + " was refused with " + refusal.status() + (words.isEmpty() ? "" : ": " + words)
                + (words.endsWith(".") ? " " : ". ") + advice;
    }

    /** Returns the HTTP status. */
    public int status() {
        return refusal.status();
    }

    /** Returns what the reply said. */
    public Refusal refusal() {
        return refusal;
    }
}
