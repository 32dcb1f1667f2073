package io.falconflux.scan;

import io.falconflux.error.ApiError;
import io.falconflux.error.NoReplyException;
import io.falconflux.error.Refusal;
import io.falconflux.error.RefusedException;
import java.util.List;
import java.util.Map;

/** The errors that a service under a scan can end with, once whatever repeats calls has given up. */
final class Refusals {

    private Refusals() {}

    static RefusedException refused(int status, String words) {
        ApiError error = new ApiError(status, words, null);
        Refusal refusal = new Refusal(status, Map.of(), List.of(error), List.of(), null, "trace-of-the-model", null);
        return new RefusedException("Model", refusal, "See the model server.");
    }

    static RefusedException filter(String why) {
        return refused(400, "Invalid filter expression supplied: " + why);
    }

    static NoReplyException noReply() {
        return new NoReplyException("Model", "the connection was cut", true, null);
    }
}
