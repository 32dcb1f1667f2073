package io.falconflux.cli;

import io.falconflux.scan.ScanWindow;
import java.util.Locale;
import java.util.Objects;

/** A window as a line for people. */
final class WindowText {

    private WindowText() {}

    static String of(ScanWindow window) {
        String from = Objects.toString(window.from(), "the beginning");
        String to = Objects.toString(window.to(), "the end");
        return String.format(
                Locale.ROOT,
                "%s from %s to %s: about %,d rows%s",
                window.key(),
                from,
                to,
                window.rows(),
                window.crowded() ? ", more than offsets reach, so divided further" : "");
    }
}
