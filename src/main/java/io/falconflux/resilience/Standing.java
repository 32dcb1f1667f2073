package io.falconflux.resilience;

/**
 * How many calls may go out by the service's last word, less those that it cannot have counted yet.
 *
 * <p>Replies overtake each other. The word of a call that went out after the last word was heard is news and replaces it;
 * the word of any other may be older than what is known, so it can only lower the number.
 *
 * @param limit the calls of a whole allowance; 0 if that was never said
 * @param left how many may go out; below zero after calls that went out on trust
 * @param underWay how many are under way
 * @param sent how many went out so far
 * @param heard how many had gone out when the last word was heard
 */
record Standing(long limit, long left, int underWay, long sent, long heard) {

    /** Before the first reply, which may tell of a small allowance, few calls go out. */
    static final Standing START = new Standing(0, 4, 0, 0, 0);

    private static final long WITHOUT_END = Long.MAX_VALUE / 2;
    private static final int SHARE = 32;
    private static final int MOST = 16;

    /** Returns how much of the allowance is kept for calls that somebody waits for, and for looking. */
    long reserve() {
        return limit == 0 ? 0 : Math.max(1, Math.min(MOST, limit / SHARE));
    }

    Standing oneMore() {
        return new Standing(limit, left - 1, underWay + 1, sent + 1, heard);
    }

    /** A call came back without a word. */
    Standing unheard() {
        return new Standing(
                limit, sent > 0 && limit == 0 && heard == 0 ? WITHOUT_END : left, underWay - 1, sent, heard);
    }

    /** A call was accepted without a word: nothing paces the calls. */
    Standing untold() {
        return new Standing(limit, WITHOUT_END, underWay - 1, sent, sent);
    }

    /** Whether what this call says is newer than what is known. */
    boolean news(Ticket ticket) {
        return ticket.number() >= heard;
    }

    Standing told(Ticket ticket, long ofLimit, long remaining) {
        long free = remaining - (underWay - 1);
        return new Standing(
                ofLimit, news(ticket) ? free : Math.min(left, free), underWay - 1, sent, news(ticket) ? sent : heard);
    }

    Standing refused() {
        return new Standing(limit, Math.min(left, 0), underWay - 1, sent, sent);
    }
}
