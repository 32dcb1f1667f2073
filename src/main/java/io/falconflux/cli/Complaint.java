package io.falconflux.cli;

import io.falconflux.error.ActionException;
import io.falconflux.error.FalconException;
import io.falconflux.error.QueryException;
import io.falconflux.error.RefusedException;
import io.falconflux.error.ScanException;
import io.falconflux.oauth2.Oauth2Api;
import java.util.Objects;

/**
 * An error as the command line tells it: one line and an exit code.
 *
 * @param line what happened and what to do, without control characters
 * @param exitCode how the process ends
 */
record Complaint(String line, int exitCode) {

    private static final int BAD_REQUEST = 400;

    static Complaint of(Throwable error) {
        return new Complaint(line(text(error)), code(error));
    }

    private static String text(Throwable error) {
        if (expected(error)) {
            return Objects.requireNonNullElse(
                    error.getMessage(), error.getClass().getSimpleName());
        }
        String message = error.getMessage() == null ? "" : ": " + error.getMessage();
        return "Unexpected " + error.getClass().getSimpleName() + message + ". This is a defect, please report it";
    }

    private static boolean expected(Throwable error) {
        return error instanceof FalconException
                || error instanceof UsageException
                || error instanceof OutputException
                || error instanceof IllegalArgumentException;
    }

    private static int code(Throwable error) {
        if (error instanceof UsageException
                || error instanceof QueryException
                || error instanceof IllegalArgumentException
                || error instanceof RefusedException refused && badRequest(refused)) {
            return ExitCode.USAGE;
        }
        if (error instanceof ScanException || error instanceof ActionException) {
            return error.getCause() == null ? ExitCode.USAGE : code(error.getCause());
        }
        return ExitCode.FAILED;
    }

    /** A bad request about a token is about the credentials, which are not the command line's fault. */
    private static boolean badRequest(RefusedException refused) {
        return refused.status() == BAD_REQUEST
                && !Oauth2Api.OAUTH2_ACCESS_TOKEN.id().equals(refused.operation());
    }

    /** Returns the first line, with whatever could move a cursor taken out: the service's words may hold anything. */
    static String line(String text) {
        String first = text.lines().findFirst().orElse("");
        return first.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]+", " ")
                .strip();
    }

    /** Returns text without what stands before the host of a URL, which may be a password in the wrong place. */
    static String withoutLogins(String text) {
        return text.replaceAll("://\\S*@", "://***@");
    }
}
