package io.falconflux.action;

import io.falconflux.error.DeadlineException;
import io.falconflux.error.FalconException;
import io.falconflux.error.NoReplyException;
import io.falconflux.error.Refusal;
import io.falconflux.error.RefusedException;
import io.falconflux.error.RetiredException;
import io.falconflux.error.UnreadableReplyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one reply to one sending means, and what is to be done next. A pure decision.
 *
 * <p>Three questions are asked of every reply: what does it say of single ids, was the rest executed, and may the rest be sent
 * again? What was refused unread may always be; what may have been executed only if twice does no more than once. After an
 * earlier sending that may have been executed, a refusal is no proof any more that nothing was done, so it ends in a doubt.
 */
final class Verdict {

    private static final int TOO_LARGE = 413;

    private final ActionFacts facts;
    private final Attempt attempt;
    private final boolean repeatable;
    private final List<Outcome> settled = new ArrayList<>();
    private final List<Outcome> refused = new ArrayList<>();
    private final List<Doubt> doubts = new ArrayList<>();
    private @Nullable Attempt again;
    private @Nullable Refused divide;
    private @Nullable FalconException halt;
    private boolean executed = true;

    /**
     * Ids that were refused together, for a reason that may lie in some of them.
     *
     * @param ids the ids
     * @param reason the service's words
     * @param traceId the trace id; null if there is none
     * @param tooLarge whether it was for being too many
     */
    record Refused(
            List<String> ids, String reason, @Nullable String traceId, boolean tooLarge) {}

    private Verdict(ActionFacts facts, int tries, Attempt attempt) {
        this.facts = facts;
        this.attempt = attempt;
        this.repeatable = facts.replayable() && attempt.failures() + 1 < tries;
    }

    /** Reads a reply of success. */
    static Verdict of(ActionFacts facts, int tries, Attempt attempt, Answer answer) {
        Verdict verdict = new Verdict(facts, tries, attempt);
        verdict.read(answer);
        return verdict;
    }

    /** Reads a failure. */
    static Verdict of(ActionFacts facts, int tries, Attempt attempt, FalconException error) {
        Verdict verdict = new Verdict(facts, tries, attempt);
        verdict.read(error);
        return verdict;
    }

    /** Reads the lack of a reply that nobody waits for any more. */
    static Verdict stopped(ActionFacts facts, Attempt attempt) {
        Verdict verdict = new Verdict(facts, 0, attempt);
        verdict.doubts.add(Doubt.lost(attempt.ids(), new Lost("stopped before the reply", null), attempt.since()));
        return verdict;
    }

    /** Returns what was sent. */
    Attempt attempt() {
        return attempt;
    }

    /** Returns what is known. */
    List<Outcome> settled() {
        return settled;
    }

    /** Returns what reading back may settle. */
    List<Doubt> doubts() {
        return doubts;
    }

    /** Returns what reading back may settle of ids that were refused after they may have been executed; null if there are none. */
    @Nullable
    Doubt refused() {
        return refused.isEmpty() ? null : Doubt.refused(refused, attempt.since());
    }

    /** Returns what to send again; null if nothing. */
    @Nullable
    Attempt again() {
        return again;
    }

    /** Returns what to divide until the culprit is alone; null if nothing. */
    @Nullable
    Refused divide() {
        return divide;
    }

    /** Returns why sending anything more would fare no better; null if it may. */
    @Nullable
    FalconException halt() {
        return halt;
    }

    /** Returns whether the rest is sent again because others of its chunk were refused by name. */
    boolean narrowed() {
        return again != null && again.failures() == attempt.failures();
    }

    /** Returns the ids that were refused, not executed, and not settled. */
    List<String> open() {
        return again != null ? again.ids() : divide == null ? List.of() : divide.ids();
    }

    /** Returns whether anything of this sending may have been executed. */
    boolean executed() {
        return executed;
    }

    private void read(Answer answer) {
        Named named = Named.in(attempt.ids(), answer.errors());
        named(named, answer.traceId());
        List<String> due = named.others();
        Integer affected = answer.affected();
        if (due.isEmpty()) {
            return;
        }
        if (affected != null && affected == due.size()) {
            due.forEach(id -> settled.add(Outcome.applied(id, null, answer.traceId())));
        } else if (!named.nameless().isEmpty()) {
            lost(due, affected, new Lost(named.nameless(), answer.traceId()));
        } else if (affected != null) {
            doubts.add(counted(due, affected, "", answer.traceId()));
        } else {
            doubts.add(Doubt.unconfirmed(due, answer.traceId()));
        }
    }

    private void read(FalconException error) {
        Lost lost = new Lost(words(error), error.traceId());
        if (!facts.operation().equals(error.operation()) || neverLeft(error)) {
            turnedAway(error, false);
        } else if (error instanceof RefusedException refused) {
            read(refused, lost);
        } else if (error instanceof RetiredException) {
            turnedAway(error, true);
        } else if (error instanceof DeadlineException) {
            doubts.add(Doubt.lost(attempt.ids(), lost, attempt.since()));
            halt = error;
        } else if (error instanceof UnreadableReplyException unreadable && unreadable.tooLarge()) {
            doubts.add(Doubt.lost(attempt.ids(), lost, attempt.since()));
        } else {
            lost(attempt.ids(), null, lost);
        }
    }

    private static boolean neverLeft(FalconException error) {
        return error instanceof NoReplyException none && !none.sent()
                || error instanceof DeadlineException late && !late.sent();
    }

    /** What an error says, without the trace id, which has a place of its own. */
    private static String words(FalconException error) {
        String message = Objects.requireNonNullElse(error.getMessage(), "no reply");
        String tail = " (trace id " + error.traceId() + ")";
        return message.endsWith(tail) ? message.substring(0, message.length() - tail.length()) : message;
    }

    private void read(RefusedException error, Lost lost) {
        Refusal refusal = error.refusal();
        int status = refusal.status();
        Named named = Named.in(attempt.ids(), refusal.errors());
        if (status == 401 || status == 429 || status == 403 && named.words().isEmpty()) {
            turnedAway(error, status != 429);
            return;
        }
        if (status == TOO_LARGE) {
            executed = false;
            divide(attempt.ids(), refusal, lost);
            return;
        }
        named(named, refusal.traceId());
        List<String> due = named.others();
        if (due.isEmpty()) {
            return;
        }
        Integer affected = refusal.resourcesAffected();
        if (affected != null && affected > 0) {
            if (affected == due.size()) {
                due.forEach(id -> settled.add(Outcome.applied(id, lost.reason(), refusal.traceId())));
            } else {
                lost(due, affected, lost);
            }
            return;
        }
        byStatus(error, due, named, lost);
    }

    private void byStatus(RefusedException error, List<String> due, Named named, Lost lost) {
        int status = error.status();
        if (status >= 500 || status == 408 || status == 425) {
            lost(due, null, lost);
            return;
        }
        executed = false;
        switch (status) {
            case 400, 403, 404, 422 -> {
                if (named.words().isEmpty()) {
                    divide(due, error.refusal(), lost);
                } else {
                    again = attempt.again(due);
                }
            }
            case 409 -> {
                if (repeatable) {
                    again = attempt.failed(due, null);
                } else {
                    due.forEach(id -> refuse(id, lost.reason(), lost.traceId()));
                }
            }
            default -> {
                due.forEach(id -> refuse(id, lost.reason(), lost.traceId()));
                halt = status < 400 ? error : null;
            }
        }
    }

    private void divide(List<String> ids, Refusal refusal, Lost lost) {
        if (ids.size() == 1) {
            refuse(ids.get(0), lost.reason(), lost.traceId());
        } else {
            divide = new Refused(ids, lost.reason(), refusal.traceId(), refusal.status() == TOO_LARGE);
        }
    }

    private void named(Named named, @Nullable String traceId) {
        named.words().forEach((id, words) -> refuse(id, words, traceId));
    }

    /** The service says no. If it may have said yes before, that alone settles nothing. */
    private void refuse(String id, String reason, @Nullable String traceId) {
        (attempt.before() == null ? settled : refused).add(Outcome.rejected(id, reason, traceId));
    }

    /** Nobody knows whether these were executed. */
    private void lost(List<String> ids, @Nullable Integer affected, Lost lost) {
        if (repeatable) {
            again = attempt.failed(ids, lost);
        } else {
            doubts.add(
                    affected == null
                            ? Doubt.lost(ids, lost, attempt.since())
                            : counted(ids, affected, lost.reason(), lost.traceId()));
        }
    }

    /** That nothing was changed now says nothing about an earlier sending. */
    private Doubt counted(List<String> ids, int affected, String words, @Nullable String traceId) {
        Doubt doubt = Doubt.counted(ids, affected, words, traceId, attempt.since());
        if (attempt.before() == null) {
            return doubt;
        }
        return affected == 0
                ? new Doubt(Doubt.Kind.LOST, doubt.otherwise(), -1, attempt.since())
                : new Doubt(Doubt.Kind.COUNTED_AGAIN, doubt.otherwise(), affected, attempt.since());
    }

    /** The door was shut: for all these ids, and for any others. */
    private void turnedAway(FalconException error, boolean refused) {
        executed = false;
        halt = error;
        Lost before = attempt.before();
        if (before != null) {
            doubts.add(Doubt.lost(attempt.ids(), before, attempt.since()));
            return;
        }
        String reason = words(error);
        attempt.ids()
                .forEach(id -> settled.add(
                        refused
                                ? Outcome.rejected(id, reason, error.traceId())
                                : new Outcome(id, Outcome.State.NOT_SENT, reason, error.traceId())));
    }
}
