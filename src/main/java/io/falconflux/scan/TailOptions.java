package io.falconflux.scan;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a tail goes about its work. Immutable; every part has a default. */
public final class TailOptions {

    private static final TailOptions DEFAULTS = new Builder().build();

    private final @Nullable Instant since;
    private final @Nullable TailCheckpoint resume;
    private final Duration afterNews;
    private final Duration whenIdle;
    private final Duration overlap;

    private TailOptions(Builder b) {
        since = b.since;
        resume = b.resume;
        afterNews = b.afterNews;
        whenIdle = b.whenIdle;
        overlap = b.overlap;
    }

    /** Returns the defaults. */
    public static TailOptions defaults() {
        return DEFAULTS;
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that holds these options. */
    public Builder mutate() {
        Builder b = new Builder();
        b.since = since;
        b.resume = resume;
        b.afterNews = afterNews;
        b.whenIdle = whenIdle;
        b.overlap = overlap;
        return b;
    }

    /** Returns from which change on rows are delivered; empty for what changes after the beginning. */
    public Optional<Instant> since() {
        return Optional.ofNullable(since);
    }

    /** Returns where to go on; empty to begin. */
    public Optional<TailCheckpoint> resume() {
        return Optional.ofNullable(resume);
    }

    /** Returns the pause after a poll that brought rows; 1 second by default. */
    public Duration afterNews() {
        return afterNews;
    }

    /** Returns the pause to which it grows while polls bring nothing; 5 seconds by default. */
    public Duration whenIdle() {
        return whenIdle;
    }

    /** Returns how late a change may become visible; 1 minute by default. */
    public Duration overlap() {
        return overlap;
    }

    /** Builds options. */
    public static final class Builder {

        private static final Duration LEAST_PAUSE = Duration.ofMillis(10);
        private static final Duration MOST_PAUSE = Duration.ofDays(1);
        private static final Duration MOST_OVERLAP = Duration.ofHours(1);

        private @Nullable Instant since;
        private @Nullable TailCheckpoint resume;
        private Duration afterNews = Duration.ofSeconds(1);
        private Duration whenIdle = Duration.ofSeconds(5);
        private Duration overlap = Duration.ofMinutes(1);

        private Builder() {}

        /**
         * Delivers rows from a change on, and what changes after it. Without it a tail begins with what changes after its first
         * look at the service, whose clock decides and not the local one. A tail that goes on from a checkpoint ignores it.
         *
         * @param change the least value of the change key
         */
        public Builder since(Instant change) {
            since = Objects.requireNonNull(change, "change");
            return this;
        }

        /**
         * Goes on where another tail of the same query stopped.
         *
         * @param checkpoint of the last page whose rows are safe
         */
        public Builder resume(TailCheckpoint checkpoint) {
            resume = Objects.requireNonNull(checkpoint, "checkpoint");
            return this;
        }

        /**
         * Polls at an even pace.
         *
         * @param pause between the end of a poll and the next one, 10 ms to 1 day
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder interval(Duration pause) {
            return interval(pause, pause);
        }

        /**
         * Polls at a pace that follows the news.
         *
         * @param news the pause after a poll that brought rows, 10 ms to 1 day
         * @param idle the pause to which it grows, by half each time, while polls bring nothing; not less than the other, 1 day
         *     at most
         * @throws IllegalArgumentException if one is out of range
         */
        public Builder interval(Duration news, Duration idle) {
            if (news.compareTo(LEAST_PAUSE) < 0 || idle.compareTo(news) < 0 || idle.compareTo(MOST_PAUSE) > 0) {
                throw new IllegalArgumentException(
                        "the interval must be 10 ms to 1 day and not shrink, not " + news + " to " + idle);
            }
            afterNews = news;
            whenIdle = idle;
            return this;
        }

        /**
         * Sets how late a change may become visible: what is found is listed again for that long. A longer overlap costs calls, since
         * the rows of the overlap are read about four times, and memory; a shorter one may miss what a slow index shows late.
         *
         * @param most 0 to 1 hour, measured by the local clock's pace and not by its time
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder overlap(Duration most) {
            if (most.isNegative() || most.compareTo(MOST_OVERLAP) > 0) {
                throw new IllegalArgumentException("the overlap must be 0 to 1 hour, not " + most);
            }
            overlap = most;
            return this;
        }

        /** Returns the options. */
        public TailOptions build() {
            return new TailOptions(this);
        }
    }
}
