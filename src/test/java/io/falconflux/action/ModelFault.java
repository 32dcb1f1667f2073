package io.falconflux.action;

import io.falconflux.error.ApiError;
import io.falconflux.error.FalconException;
import java.util.List;
import java.util.function.Supplier;

/** What goes wrong with one sending. */
final class ModelFault {

    /** Makes the failure that comes instead of the reply. */
    interface Instead {
        FalconException of(int done, List<ApiError> errors);
    }

    static final ModelFault NONE = new ModelFault();
    static final ModelFault CUT_BEFORE = before(true, Errors::cut);
    static final ModelFault CUT_AFTER = after(Errors::cut);
    static final ModelFault CUT_HALFWAY = after(Errors::cut).skip(0.5);
    static final ModelFault FAILED_BEFORE = before(true, () -> Errors.refused(503));
    static final ModelFault FAILED_AFTER = after(() -> Errors.refused(500));
    static final ModelFault HTML_BEFORE = before(true, Errors::unreadable);
    static final ModelFault CUT_SHORT = after(Errors::unreadable);
    static final ModelFault CONFLICT = before(false, () -> Errors.refused(409));
    static final ModelFault BAD_REQUEST = before(false, () -> Errors.refused(400, Errors.words("bad request")));
    static final ModelFault UNSENT = before(false, Errors::unsent);
    static final ModelFault NO_TOKEN = before(false, Errors::token);
    static final ModelFault COMPLAINT = complaint(1);
    static final ModelFault COMPLAINT_AFTER = complaint(0);
    static final ModelFault SOME_REFUSED = refusing(null);
    static final ModelFault SOME_SKIPPED = skipping();
    static final ModelFault FAILED_NAMING =
            refusing((done, errors) -> Errors.refused(500, errors.toArray(ApiError[]::new)));
    static final ModelFault FAILED_COUNTING =
            refusing((done, errors) -> Errors.refused(500, (Integer) done, errors.toArray(ApiError[]::new)));

    /** The process ends when the service has done it. */
    static final ModelFault KILL = after(() -> {
        throw new IllegalStateException("killed");
    });

    /** The process ends before the service has done it. */
    static final ModelFault KILL_BEFORE = before(true, () -> {
        throw new IllegalStateException("killed");
    });

    Supplier<FalconException> before;
    Instead instead;
    String words;
    boolean doubtful;
    double refused;
    double skipped;

    /** Whether a reply without a count hides it, which nobody could tell. */
    boolean believed;

    static ModelFault before(boolean doubtful, Supplier<FalconException> error) {
        ModelFault fault = new ModelFault();
        fault.before = error;
        fault.doubtful = doubtful;
        return fault;
    }

    private static ModelFault after(Supplier<FalconException> error) {
        ModelFault fault = new ModelFault();
        fault.instead = (done, errors) -> error.get();
        fault.doubtful = true;
        return fault;
    }

    private static ModelFault complaint(double skipped) {
        ModelFault fault = new ModelFault().skip(skipped);
        fault.words = "shard failure";
        fault.doubtful = true;
        return fault;
    }

    private static ModelFault refusing(Instead instead) {
        ModelFault fault = new ModelFault();
        fault.refused = 0.3;
        fault.instead = instead;
        fault.doubtful = instead != null;
        return fault;
    }

    private static ModelFault skipping() {
        ModelFault fault = new ModelFault().skip(0.3);
        fault.believed = true;
        return fault;
    }

    private ModelFault skip(double share) {
        skipped = share;
        doubtful = true;
        return this;
    }
}
