package io.falconflux.scan;

import java.time.Duration;

/** How long a tail waits between polls: a moment after news, longer while there are none, longest while polls fail. */
final class Pace {

    private static final Duration FIRST_FAILURE = Duration.ofSeconds(5);
    private static final Duration MOST = Duration.ofMinutes(1);

    private final Duration least;
    private final Duration most;
    private Duration pause;
    private int failures;

    Pace(Duration least, Duration most) {
        this.least = least;
        this.most = most;
        this.pause = least;
    }

    /** Returns the pause after a poll that brought rows. */
    Duration afterNews() {
        failures = 0;
        pause = least;
        return pause;
    }

    /** Returns the pause after a poll that brought nothing. */
    Duration afterNothing() {
        failures = 0;
        pause = shorter(pause.multipliedBy(3).dividedBy(2), most);
        return pause;
    }

    /** Returns the pause after a poll that failed: twice as long each time, up to a minute or what was asked for. */
    Duration afterFailure() {
        Duration first = longer(FIRST_FAILURE, least);
        Duration wait = first.multipliedBy(1L << Math.min(failures, 16));
        failures++;
        pause = least;
        return shorter(wait, longer(MOST, first));
    }

    /** Returns how many polls in a row have failed. */
    int failures() {
        return failures;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
