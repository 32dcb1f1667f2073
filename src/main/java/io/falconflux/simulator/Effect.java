package io.falconflux.simulator;

import java.util.Locale;

/** What a fault does to a call. The words of the text form are these names in lower case, with dashes. */
public enum Effect {
    /** Answers with a status instead of doing the call; see {@link Fault#status(int, Fault.Form)}. */
    STATUS,
    /** Cuts the connection before any reply; the call is not executed. */
    RESET,
    /** Executes the call, sends half of the reply's body, and cuts the connection. */
    RESET_MID,
    /** Executes the call and cuts the connection instead of replying. */
    RESET_AFTER,
    /** Executes the call and answers 500 as if it had not. */
    FAIL_AFTER,
    /** Executes the call and never replies. */
    STALL,
    /** Sends half of the JSON as if it were all of it. */
    TRUNCATED,
    /** Waits before replying; the argument is in milliseconds. */
    DELAY,
    /** Sends the body in sixteen pieces; the argument is the pause between them in milliseconds. */
    DRIP,
    /** Sends the body in chunks, without saying how long it is. */
    CHUNKED,
    /** Puts blanks behind the JSON; the argument is how many bytes of them. */
    PADDED,
    /** Answers 200 with {@code errors} and half of the resources; an action leaves half of its incidents as they are. */
    ERRORS,
    /** Answers 200 with {@code resources} null. */
    NULL_RESOURCES,
    /** Leaves out the second half of a page, as if it had been smaller. */
    SHORT_PAGE,
    /** Leaves out every row of a page. */
    EMPTY_PAGE,
    /** Leaves an entity out; the argument is its id, without one it is the last id of the call. */
    MISSING,
    /** Puts another number into {@code pagination.total}; {@code +5} and {@code -5} are relative. */
    TOTAL,
    /** Answers an action that succeeds with {@code meta} alone, without the count of what was written. */
    META_ONLY,
    /** Adds fields and values to rows that no document knows. */
    UNKNOWN,
    /** Writes null for optional lists that are otherwise left out. */
    NULL_LISTS,
    /** Answers with a status whose error has its {@code code} as a string; the argument is the status, 500 by default. */
    STRING_CODE,
    /** Makes the rate headers unreadable. */
    BAD_HEADERS,
    /** Adds a header {@code X-Api-Deprecation} with the argument as its value. */
    DEPRECATION;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
