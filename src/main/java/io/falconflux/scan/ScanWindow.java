package io.falconflux.scan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A range of the key that a scan goes through in one piece.
 *
 * @param key the time by which the scan is cut
 * @param from the first time inside; null if there is none
 * @param to the first time outside; null if there is none
 * @param rows how many rows it has, as the service says; a hint
 * @param crowded whether it is one second with more rows than offsets reach through, which is divided further
 */
public record ScanWindow(
        String key, @Nullable Instant from, @Nullable Instant to, long rows, boolean crowded) {

    static ScanWindow of(String key, Window window) {
        return new ScanWindow(key, window.range().from(), window.range().to(), window.count(), window.storm() != null);
    }
}
