package io.falconflux.member;

import io.falconflux.error.ScanException;
import java.util.Collection;
import java.util.List;

/**
 * A scan of many members has ended, and some of them lack rows. Everything that was delivered is right; the other members are
 * complete.
 */
public final class IncompleteMembersException extends ScanException {

    private static final long serialVersionUID = 1L;
    private static final int NAMED = 3;

    @SuppressWarnings("serial") // not meant to be serialised
    private final List<MemberEnd<?>> ends;

    IncompleteMembersException(Collection<? extends MemberEnd<?>> ends) {
        super(message(ends), null);
        this.ends = List.copyOf(ends);
        incomplete().stream()
                .map(MemberEnd::cause)
                .filter(cause -> cause != null)
                .limit(NAMED)
                .forEach(this::addSuppressed);
    }

    private static String message(Collection<? extends MemberEnd<?>> ends) {
        List<? extends MemberEnd<?>> wrong =
                ends.stream().filter(end -> !end.complete()).toList();
        StringBuilder text = new StringBuilder()
                .append(wrong.size())
                .append(" of ")
                .append(ends.size())
                .append(" members are incomplete: ");
        wrong.stream()
                .limit(NAMED)
                .forEach(end -> text.append(end.cid())
                        .append(" (")
                        .append(end.reason().orElse(""))
                        .append("), "));
        text.setLength(text.length() - 2);
        return text.append(wrong.size() > NAMED ? ", ..." : "").toString();
    }

    /** Returns how every member ended, in the order of their ends. */
    public List<MemberEnd<?>> ends() {
        return ends;
    }

    /** Returns the ends of those that lack rows. */
    public List<MemberEnd<?>> incomplete() {
        return ends.stream().filter(end -> !end.complete()).toList();
    }
}
