package io.falconflux.action;

import io.falconflux.error.ApiError;
import io.falconflux.error.DeadlineException;
import io.falconflux.error.FalconException;
import io.falconflux.error.NoReplyException;
import io.falconflux.error.Refusal;
import io.falconflux.error.RefusedException;
import io.falconflux.error.RetiredException;
import io.falconflux.error.UnreadableReplyException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a call can end in. */
final class Errors {

    static final String ACTION = "Act";

    private Errors() {}

    static FalconException cut() {
        return new NoReplyException(ACTION, "the connection was cut", true, null);
    }

    static FalconException unsent() {
        return new NoReplyException(ACTION, "no connection", false, null);
    }

    static FalconException unreadable() {
        return new UnreadableReplyException(ACTION, 200, "the reply cannot be read", false, "t-html", null);
    }

    static FalconException tooLarge() {
        return new UnreadableReplyException(ACTION, 200, "the reply is too large", true, null, null);
    }

    static FalconException late(boolean sent) {
        return new DeadlineException(ACTION, Duration.ofSeconds(1), "a reply", sent);
    }

    static FalconException token() {
        return new RefusedException("oauth2AccessToken", refusal(403, null), "Check the secret");
    }

    static FalconException retired() {
        return new RetiredException(ACTION, refusal(404, null), "2026-03-09", "Cases");
    }

    static FalconException refused(int status, ApiError... errors) {
        return new RefusedException(ACTION, refusal(status, null, errors), "Try something else");
    }

    static FalconException refused(int status, Integer affected, ApiError... errors) {
        return new RefusedException(ACTION, refusal(status, affected, errors), "Try something else");
    }

    private static Refusal refusal(int status, Integer affected, ApiError... errors) {
        return new Refusal(status, Map.of(), List.of(errors), List.of(), affected, "t-" + status, "words");
    }

    static ApiError about(String id) {
        return new ApiError(500, "cannot be changed", id);
    }

    static ApiError words(String text) {
        return new ApiError(400, text, null);
    }
}
