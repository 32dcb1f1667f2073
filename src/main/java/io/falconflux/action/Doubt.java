package io.falconflux.action;

import io.falconflux.action.ActionFacts.Visibility;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Ids whose outcome the replies leave open, and how reading them back settles it. If all of it can be read and shows, it counts as
 * done; that it does not show proves nothing by itself, since the service may not have finished, or somebody else may have changed
 * it back. If the service said no to a repetition, what shows proves nothing either, since it may have been so before: then it
 * counts whether the entity was changed since it was sent first.
 *
 * @param kind what the reply said
 * @param otherwise by id what is said of it if reading back settles nothing
 * @param affected how many of them the service says it changed; -1 if it did not count
 * @param since when the first sending that may have been executed left; null if that is not known
 */
record Doubt(
        Kind kind,
        List<Outcome> otherwise,
        int affected,
        @Nullable Instant since) {

    /** Why an id counts as applied that nothing but a bare success speaks for. */
    static final String BELIEVED = "the service did not count what it changed, and it could not be read back";

    private static final String CHANGED = ", and it was changed since it was sent";

    private static final String UNCHANGED = ", and it was not changed since it was sent";

    private static final String NOBODY = "the service knows no such id";

    /** What the reply said. */
    enum Kind {
        /** Nothing that can be relied on. */
        LOST,
        /** A refusal after a sending that may have been executed. */
        REFUSED,
        /** Success, with a count that differs from the ids. */
        COUNTED,
        /** The same of ids that may have been executed by an earlier sending. */
        COUNTED_AGAIN,
        /** Success and nothing more, which a service also says of ids that it does not know. */
        UNCONFIRMED
    }

    static Doubt lost(List<String> ids, Lost lost, @Nullable Instant since) {
        return new Doubt(Kind.LOST, ids.stream().map(lost::unknown).toList(), -1, since);
    }

    static Doubt refused(List<Outcome> refusals, @Nullable Instant since) {
        return new Doubt(Kind.REFUSED, refusals, -1, since);
    }

    static Doubt counted(
            List<String> ids, int affected, String words, @Nullable String traceId, @Nullable Instant since) {
        String reason = "the service changed " + affected + " of " + ids.size() + " and did not say which"
                + (words.isEmpty() ? "" : ": " + words);
        return new Doubt(
                Kind.COUNTED,
                ids.stream().map(id -> Outcome.unknown(id, reason, traceId)).toList(),
                affected,
                since);
    }

    static Doubt unconfirmed(List<String> ids, @Nullable String traceId) {
        return new Doubt(
                Kind.UNCONFIRMED,
                ids.stream().map(id -> Outcome.applied(id, null, traceId)).toList(),
                -1,
                null);
    }

    /** Returns both together, so that one look does; null if they have not the same in doubt. */
    @Nullable
    Doubt with(Doubt other) {
        if (kind != Kind.REFUSED || other.kind != kind || !Objects.equals(since, other.since)) {
            return null;
        }
        List<Outcome> all = new ArrayList<>(otherwise);
        all.addAll(other.otherwise);
        return refused(all, since);
    }

    List<String> ids() {
        return otherwise.stream().map(Outcome::id).toList();
    }

    /** Returns the ids that another look may settle. */
    List<String> open(Sighting seen, Visibility visibility) {
        boolean enough = kind == Kind.UNCONFIRMED || visibility != Visibility.WHOLE;
        return ids().stream()
                .filter(id -> enough ? !seen.found(id) : kind == Kind.REFUSED ? open(id, seen) : !seen.shows(id))
                .toList();
    }

    /** A service may be slow to show what it did, and when; without a time another look settles nothing. */
    private static boolean open(String id, Sighting seen) {
        return !seen.found(id) || seen.unchanged(id) || seen.changed(id) && !seen.shows(id);
    }

    /**
     * Returns the ids that show it and were not changed since they were sent, so that it was so before and the service did nothing
     * to them. Where that does no harm they are sent once more: done by us is more than found to be so.
     */
    List<String> soBefore(Sighting seen, Visibility visibility) {
        return kind != Kind.COUNTED || visibility != Visibility.WHOLE || !seen.sure() || explained(seen)
                ? List.of()
                : ids().stream()
                        .filter(id -> seen.shows(id) && seen.unchanged(id))
                        .toList();
    }

    /** Returns why some of the ids are sent again. */
    Lost reason(String id) {
        Outcome open = otherwise.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        return new Lost(String.valueOf(open.reason()), open.traceId());
    }

    /** Tells whether as many of the ids exist as the service says it changed. */
    private boolean explained(Sighting seen) {
        return ids().stream().allMatch(id -> seen.found(id) || seen.missing(id))
                && ids().stream().filter(seen::found).count() == affected;
    }

    /** Returns what is known after the last look. */
    List<Outcome> settle(Sighting seen, Visibility visibility) {
        List<Outcome> all = new ArrayList<>(otherwise.size());
        for (Outcome open : otherwise) {
            all.add(seen.missing(open.id()) ? nobody(open) : settle(open, seen, visibility));
        }
        return all;
    }

    private static Outcome nobody(Outcome open) {
        String reason = open.reason();
        return Outcome.rejected(open.id(), reason == null ? NOBODY : NOBODY + " (" + reason + ")", open.traceId());
    }

    private Outcome settle(Outcome open, Sighting seen, Visibility visibility) {
        return switch (kind) {
            case UNCONFIRMED -> seen.found(open.id()) ? open : Outcome.applied(open.id(), BELIEVED, open.traceId());
            case LOST -> visibility == Visibility.WHOLE ? whole(open, seen) : told(open, seen, visibility);
            case REFUSED -> visibility == Visibility.WHOLE ? dated(open, seen) : refused(open, seen, visibility);
            case COUNTED, COUNTED_AGAIN -> counted(open, seen, visibility);
        };
    }

    /**
     * What shows and was changed since was done the first time. What does not show and was not changed since was not, unless
     * the reading was cut short, as a service may be slow. The rest was changed by others as well, or cannot be dated.
     */
    private static Outcome dated(Outcome open, Sighting seen) {
        String id = open.id();
        if (seen.shows(id) && seen.changed(id)) {
            String reason = "read back, the service shows it, changed since it was sent; sent again, it was refused: ";
            return Outcome.applied(id, reason + open.reason(), open.traceId());
        }
        if (seen.sure() && seen.found(id) && !seen.shows(id) && seen.unchanged(id)) {
            return open;
        }
        Outcome unknown = refused(open, seen, Visibility.WHOLE);
        String when = seen.changed(id) ? CHANGED : seen.unchanged(id) ? UNCHANGED : "";
        return Outcome.unknown(id, unknown.reason() + when, open.traceId());
    }

    /**
     * Whatever shows or not: before the service said no, it may have said yes. What shows may have been so before, and what does
     * not may have been changed back by somebody else.
     */
    private static Outcome refused(Outcome open, Sighting seen, Visibility visibility) {
        String reason = "refused when it was sent again, the first time may have been executed: " + open.reason();
        Outcome first = Outcome.unknown(open.id(), reason, open.traceId());
        return visibility == Visibility.NONE ? first : read(first, seen);
    }

    private static Outcome whole(Outcome open, Sighting seen) {
        String when = seen.unchanged(open.id()) ? UNCHANGED : "";
        return seen.shows(open.id())
                ? Outcome.applied(
                        open.id(),
                        "read back, the service shows it" + when + " (" + open.reason() + ")",
                        open.traceId())
                : open;
    }

    /**
     * If as many ids exist as were changed, those are the ones. If none was changed, those that do not show it were not; of some
     * that were, one may have been changed back meanwhile, unless it was not changed at all.
     */
    private Outcome counted(Outcome open, Sighting seen, Visibility visibility) {
        if (explained(seen)) {
            return Outcome.applied(open.id(), null, open.traceId());
        }
        if (visibility != Visibility.WHOLE) {
            return told(open, seen, visibility);
        }
        boolean untouched = affected == 0 || seen.sure() && seen.unchanged(open.id());
        return untouched && seen.found(open.id()) && !seen.shows(open.id())
                ? Outcome.rejected(
                        open.id(), "read back, the service does not show it (" + open.reason() + ")", open.traceId())
                : whole(open, seen);
    }

    /** What cannot be read stays open, whatever the rest shows: that may have been so before. */
    private static Outcome told(Outcome open, Sighting seen, Visibility visibility) {
        return visibility == Visibility.PART ? read(open, seen) : open;
    }

    private static Outcome read(Outcome open, Sighting seen) {
        if (!seen.found(open.id())) {
            return open;
        }
        String rest = seen.shows(open.id()) ? " shows" : " does not show";
        return new Outcome(
                open.id(),
                open.state(),
                open.reason() + "; read back, the service" + rest + " what can be read of it",
                open.traceId());
    }
}
