package io.falconflux.scan;

import io.falconflux.error.CredentialsException;
import io.falconflux.error.FalconException;
import io.falconflux.error.NoReplyException;
import io.falconflux.error.QueryException;
import io.falconflux.error.RefusedException;
import io.falconflux.error.RetiredException;
import java.util.Set;

/** Tells errors that asking again does not mend from those that pass. */
final class Hopeless {

    private static final int CLIENT_ERRORS = 400;
    private static final int SERVER_ERRORS = 500;

    /** Client errors that pass: time ran out, conflict, too early, too many calls. */
    private static final Set<Integer> PASSING = Set.of(408, 409, 425, 429);

    private Hopeless() {}

    /**
     * Decides.
     *
     * @param error what a poll ended in, after the ordinary tries
     * @param everAnswered whether the service ever answered a poll; an address that never did may be wrong
     */
    static boolean is(Throwable error, boolean everAnswered) {
        if (error instanceof RefusedException refused) {
            int status = refused.status();
            return status < SERVER_ERRORS && status >= CLIENT_ERRORS && !PASSING.contains(status)
                    || status < CLIENT_ERRORS;
        }
        if (error instanceof RetiredException retired) {
            return retired.status() < SERVER_ERRORS || !everAnswered;
        }
        if (error instanceof NoReplyException none) {
            return !none.sent() && !everAnswered;
        }
        if (error instanceof CredentialsException) {
            return !everAnswered; // a secret that is being replaced may be unreadable for a moment
        }
        return error instanceof QueryException
                || error instanceof Canary.PassedOver
                || !(error instanceof FalconException);
    }
}
