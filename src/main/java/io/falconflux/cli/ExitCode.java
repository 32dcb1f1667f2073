package io.falconflux.cli;

/** What the process ends with. */
public final class ExitCode {

    /** Everything that was asked for was done; a reached limit is that. */
    public static final int COMPLETE = 0;

    /** It failed: no reply, refused, retired, or the output cannot be written. */
    public static final int FAILED = 1;

    /** The command line cannot be followed, or the service refuses the filter, the sort or the ids in it. */
    public static final int USAGE = 2;

    /** It ended, but something is missing. */
    public static final int INCOMPLETE = 3;

    /** It was interrupted. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
