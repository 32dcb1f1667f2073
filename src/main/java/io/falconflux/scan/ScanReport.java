package io.falconflux.scan;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a scan reached, and what it cannot vouch for.
 *
 * @param complete whether every row that is owed was delivered exactly once; reaching a limit is complete
 * @param ended why it ended
 * @param basis what the completeness rests on
 * @param rows rows delivered
 * @param late rows of these that came after the order, in pages marked late; 0 if the order was given up, since nothing can
 *     come after none
 * @param duplicatesDropped rows that came again and were left out
 * @param notHydrated ids that the service lists but whose rows did not come
 * @param vanished ids whose rows did not come and that the service no longer lists, so that nothing is missing
 * @param windows ranges of the key that were listed, one for a scan within the service's window
 * @param cost what it cost the service
 * @param elapsed the time from subscription to the end
 * @param reason why it is not complete; null if it is
 */
public record ScanReport(
        boolean complete,
        Ended ended,
        Basis basis,
        long rows,
        long late,
        long duplicatesDropped,
        List<String> notHydrated,
        List<String> vanished,
        int windows,
        Cost cost,
        Duration elapsed,
        @Nullable String reason) {

    /** Copies the lists. */
    public ScanReport {
        Objects.requireNonNull(ended, "ended");
        Objects.requireNonNull(basis, "basis");
        notHydrated = List.copyOf(notHydrated);
        vanished = List.copyOf(vanished);
    }

    /** Why a scan ended. */
    public enum Ended {
        /** Everything was listed. */
        EXHAUSTED,
        /** The caller's limit was reached. */
        LIMIT,
        /** The service's window was reached, and the scan could not go past it. */
        WINDOW,
        /** The subscriber cancelled. */
        CANCELLED,
        /** An error ended it. */
        FAILED;

        /** Returns the word that reports use. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What completeness rests on. */
    public enum Basis {
        /** The key of the order cannot change, so nothing can slip behind the scan. */
        IMMUTABLE_KEY,
        /** Rows that changed during the scan were listed by the time of their change. */
        CHANGE_KEY,
        /** Some instant was listed until two unions agreed. */
        FIXPOINT,
        /** None of these. */
        NONE;

        /** Returns the word that reports use. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
