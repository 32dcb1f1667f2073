package io.falconflux.cli;

import io.falconflux.cli.Outcome.State;
import io.falconflux.error.ApiError;
import io.falconflux.error.DeadlineException;
import io.falconflux.error.FalconException;
import io.falconflux.error.NoReplyException;
import io.falconflux.error.RefusedException;
import io.falconflux.error.RetiredException;
import io.falconflux.incidents.IncidentsApi;
import io.falconflux.transport.ApiReply;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what became of each id from the one reply to all of them, or from the lack of one. */
final class Outcomes {

    private static final int SERVER_ERROR = 500;

    private Outcomes() {}

    /**
     * Reads a reply of success. Ids that its errors name are rejected. The others are applied if the service counted as many,
     * or if it counted nothing and complained of nothing; else nobody can say which of them it left out.
     *
     * @param ids the ids that were sent
     * @param reply the reply
     */
    static List<Outcome> of(List<String> ids, ApiReply<?> reply) {
        long named =
                ids.stream().filter(id -> about(id, reply.errors()).isPresent()).count();
        boolean nameless =
                reply.errors().stream().anyMatch(error -> ids.stream().noneMatch(id -> about(id, error)));
        String doubt = doubt(ids.size() - named, nameless, reply);
        return ids.stream()
                .map(id -> about(id, reply.errors())
                        .map(error -> new Outcome(id, State.REJECTED, error.message(), reply.traceId()))
                        .orElseGet(() -> doubt == null
                                ? new Outcome(id, State.APPLIED, null, null)
                                : new Outcome(id, State.UNKNOWN, doubt, reply.traceId())))
                .toList();
    }

    private static @Nullable String doubt(long due, boolean nameless, ApiReply<?> reply) {
        Integer affected = reply.meta().resourcesAffected();
        if (affected != null) {
            return affected == due ? null : "the service changed " + affected + " of " + due + " and did not say which";
        }
        return nameless
                ? String.join(
                        "; ", reply.errors().stream().map(ApiError::message).toList())
                : null;
    }

    private static Optional<ApiError> about(String id, List<ApiError> errors) {
        return errors.stream().filter(error -> about(id, error)).findFirst();
    }

    private static boolean about(String id, ApiError error) {
        return id.equals(error.id()) || error.message().contains(id);
    }

    /**
     * Reads a failure, which is the same for all ids.
     *
     * @param ids the ids that were to be sent
     * @param error what the call ended in
     */
    static List<Outcome> of(List<String> ids, FalconException error) {
        State state = state(error);
        String message = Complaint.line(Objects.requireNonNullElse(error.getMessage(), "no reply"));
        return ids.stream()
                .map(id -> new Outcome(id, state, message, error.traceId()))
                .toList();
    }

    private static State state(FalconException error) {
        if (error instanceof RetiredException || error instanceof DeadlineException || !aboutAction(error)) {
            return State.NOT_SENT;
        }
        if (error instanceof NoReplyException none) {
            return none.sent() ? State.UNKNOWN : State.NOT_SENT;
        }
        boolean refused = error instanceof RefusedException refusal && refusal.status() < SERVER_ERROR;
        return refused ? State.REJECTED : State.UNKNOWN;
    }

    /** A failed token call says that the action was not even tried. */
    private static boolean aboutAction(FalconException error) {
        return IncidentsApi.PERFORM_INCIDENT_ACTION.id().equals(error.operation());
    }

    /**
     * Returns whether a failure is one of the client or the customer and not of these ids, so that no other ids would fare
     * better.
     *
     * @param error what the call ended in
     */
    static boolean hopeless(FalconException error) {
        return state(error) == State.NOT_SENT
                || error instanceof RefusedException refused && (refused.status() == 401 || refused.status() == 403);
    }
}
