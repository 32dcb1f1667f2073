package io.falconflux.scan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a scan is, as a checkpoint keeps it.
 *
 * @param phase which pass
 * @param frontier the second at which the pass goes on, everything before it being done; null at its beginning
 * @param cursor the name of the next page, if pages name each other; else null
 */
record Position(
        Phase phase, @Nullable Instant frontier, @Nullable String cursor) {

    /** The passes of a scan, in their order. */
    enum Phase {
        /** Rows in the order asked for. */
        MAIN,
        /** Rows that lack the key of the order. */
        RESIDUAL,
        /** Rows that changed since the scan began. */
        CHANGES,
        /** Rows that were listed but did not come. */
        STRAGGLERS,
        /** Nothing is left. */
        DONE
    }

    /** The very beginning. */
    static final Position START = new Position(Phase.MAIN, null, null);

    static Position at(Phase phase) {
        return new Position(phase, null, null);
    }

    Position withFrontier(@Nullable Instant time) {
        return new Position(phase, time, cursor);
    }

    Position withCursor(@Nullable String next) {
        return new Position(phase, frontier, next);
    }
}
