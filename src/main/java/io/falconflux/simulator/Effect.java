package io.falconflux.simulator;

import java.util.Locale;

/** What a fault does to a call. The words of the text form are these names in lower case, with dashes. */
public enum Effect {
    /** Answers with a status instead of doing the call; see {@link Fault#status(int, Fault.Form)}. */
    STATUS(".*"),
    /** Cuts the connection before any reply; the call is not executed. */
    RESET(""),
    /** Executes the call, sends half of the reply's body, and cuts the connection. */
    RESET_MID(""),
    /** Executes the call and cuts the connection instead of replying. */
    RESET_AFTER(""),
    /** Executes the call and answers 500 as if it had not. */
    FAIL_AFTER(""),
    /** Executes the call and never replies. */
    STALL(""),
    /** Closes the connection after the reply, without having said so: the next call on it finds it dead. */
    CLOSE(""),
    /** Sends half of the JSON as if it were all of it. */
    TRUNCATED(""),
    /** Waits before replying; the argument is in milliseconds. */
    DELAY("\\d{1,9}"),
    /** Sends the body in sixteen pieces; the argument is the pause between them in milliseconds. */
    DRIP("\\d{1,9}"),
    /** Sends the body in chunks, without saying how long it is; the argument is their size in bytes, a sixteenth by default. */
    CHUNKED("|[1-9]\\d{0,8}"),
    /** Puts blanks behind the JSON; the argument is how many bytes of them. */
    PADDED("\\d{1,9}"),
    /** Answers 200 with {@code errors} and half of the resources; an action leaves half of its incidents as they are. */
    ERRORS(""),
    /** Answers 200 with {@code resources} null. */
    NULL_RESOURCES(""),
    /** Leaves out the second half of a page, as if it had been smaller. */
    SHORT_PAGE(""),
    /** Leaves out every row of a page. */
    EMPTY_PAGE(""),
    /** Begins a page some rows later than asked, or earlier; the argument is how many, 1 by default. */
    SHIFTED_PAGE("|[+-]?\\d{1,6}"),
    /** Leaves an entity out; the argument is its id, without one it is the last id of the call. */
    MISSING(".*"),
    /** Puts another number into {@code pagination.total}; {@code +5} and {@code -5} are relative. */
    TOTAL("[+-]?\\d{1,9}"),
    /** Answers an action that succeeds with {@code meta} alone, without the count of what was written. */
    META_ONLY(""),
    /** Adds fields and values to rows that no document knows. */
    UNKNOWN(""),
    /** Writes null for optional lists that are otherwise left out. */
    NULL_LISTS(""),
    /** Answers with a status whose error has its {@code code} as a string; the argument is the status, 500 by default. */
    STRING_CODE("|[1-5]\\d\\d"),
    /** Makes the rate headers unreadable. */
    BAD_HEADERS(""),
    /** Adds a header {@code X-Api-Deprecation} with the argument as its value. */
    DEPRECATION(".*"),
    /** Names another region in {@code X-Cs-Region}; the argument is the region. */
    REGION(".+"),
    /** Uses up more of the allowance, as another client of the customer would; the argument is how many calls, 1 by default. */
    SPEND("|\\d{1,6}"),
    /** Ends the call's token before its time: this call and later ones with it get 401. */
    TOKEN_DIES(""),
    /** Ends the call's token, and the pool that bad tokens share is empty: 429 with a limit of 15. */
    BAD_TOKEN_POOL(""),
    /** Lets the token that a token call gets live for so many milliseconds, whatever its {@code expires_in} says. */
    TOKEN_LIFE("\\d{1,9}"),
    /** Lets the token that a token call gets be good for so many calls. */
    TOKEN_CALLS("[1-9]\\d{0,8}"),
    /** Puts other seconds into {@code expires_in}, whatever the token's life. */
    EXPIRES_IN("-?\\d{1,9}");

    private final String argument;

    Effect(String argument) {
        this.argument = argument;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether this can be the argument. */
    boolean takes(String text) {
        return text.matches(argument);
    }

    /** Whether something else is answered in the place of the real reply. */
    boolean instead() {
        return this == STATUS || this == STRING_CODE || this == TOKEN_DIES || this == BAD_TOKEN_POOL;
    }
}
