package io.falconflux.resilience;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Adds up the time for which something was so. Not safe for threads. */
final class Stopwatch {

    private Duration before = Duration.ZERO;
    private @Nullable Instant since;

    void set(boolean on, Instant now) {
        if (on && since == null) {
            since = now;
        } else if (!on && since != null) {
            before = total(now);
            since = null;
        }
    }

    Duration total(Instant now) {
        return since == null || !now.isAfter(since) ? before : before.plus(Duration.between(since, now));
    }
}
