package io.falconflux.scan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the pass through changes has done enough, though it never reaches their end because they come faster than it reads.
 * A round is over when everything was read that had changed when the round began; a row escapes only if it changes again in
 * each of them, just ahead of the reader.
 */
final class CatchUp {

    private static final int ROUNDS = 3;
    private static final int PAGES = 2000;

    private @Nullable Instant target;
    private int rounds;
    private int pages;

    /**
     * Tells whether it is enough.
     *
     * @param served when the service answered; null if it did not say
     * @param frontier how far the pass has read
     */
    boolean enough(@Nullable Instant served, @Nullable Instant frontier) {
        if (++pages >= PAGES) {
            return true;
        }
        Instant end = target;
        if (end == null) {
            target = served;
        } else if (frontier != null && frontier.isAfter(end)) {
            rounds++;
            target = served;
        }
        return rounds >= ROUNDS;
    }
}
