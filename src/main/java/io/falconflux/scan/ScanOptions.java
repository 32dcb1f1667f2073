package io.falconflux.scan;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** How a scan goes about its work. Immutable; every part has a default. */
public final class ScanOptions {

    private static final ScanOptions DEFAULTS = new Builder().build();

    private final int concurrency;
    private final boolean lenient;
    private final boolean unordered;
    private final boolean checkFilter;
    private final @Nullable Path ledgerFile;
    private final boolean ledger;
    private final @Nullable Checkpoint resume;
    private final @Nullable Publisher<?> stop;

    private ScanOptions(Builder b) {
        concurrency = b.concurrency;
        lenient = b.lenient;
        unordered = b.unordered;
        checkFilter = b.checkFilter;
        ledgerFile = b.ledgerFile;
        ledger = b.ledger;
        resume = b.resume;
        stop = b.stop;
    }

    /** Returns the defaults. */
    public static ScanOptions defaults() {
        return DEFAULTS;
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that holds these options. */
    public Builder mutate() {
        Builder b = new Builder();
        b.concurrency = concurrency;
        b.lenient = lenient;
        b.unordered = unordered;
        b.checkFilter = checkFilter;
        b.ledgerFile = ledgerFile;
        b.ledger = ledger;
        b.resume = resume;
        b.stop = stop;
        return b;
    }

    /** Returns the number of pages in flight at most; 1 by default. */
    public int concurrency() {
        return concurrency;
    }

    /** Returns whether an incomplete scan completes instead of ending in an error; false by default. */
    public boolean lenient() {
        return lenient;
    }

    /** Returns whether the order of rows may be given up; false by default. */
    public boolean unordered() {
        return unordered;
    }

    /** Returns whether it is made sure before the first page that the service heeds the filter; false by default. */
    public boolean checkFilter() {
        return checkFilter;
    }

    /** Returns the file that remembers what was delivered, which a resumed scan needs; empty to keep it in memory. */
    public Optional<Path> ledgerFile() {
        return Optional.ofNullable(ledgerFile);
    }

    /** Returns whether the scan remembers what it delivered; true by default. */
    public boolean ledger() {
        return ledger;
    }

    /** Returns where to go on; empty to begin. */
    public Optional<Checkpoint> resume() {
        return Optional.ofNullable(resume);
    }

    /** Returns what ends the scan early; empty if nothing does. */
    public Optional<Publisher<?>> stop() {
        return Optional.ofNullable(stop);
    }

    /** Builds options. */
    public static final class Builder {

        private int concurrency = 1;
        private boolean lenient;
        private boolean unordered;
        private boolean checkFilter;
        private @Nullable Path ledgerFile;
        private boolean ledger = true;
        private @Nullable Checkpoint resume;
        private @Nullable Publisher<?> stop;

        private Builder() {}

        /**
         * Sets the number of pages in flight, each of which costs one or two calls.
         *
         * @param pages 1 to 64
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder concurrency(int pages) {
            if (pages < 1 || pages > 64) {
                throw new IllegalArgumentException("concurrency must be 1 to 64, not " + pages);
            }
            concurrency = pages;
            return this;
        }

        /**
         * Sets whether an incomplete scan completes instead of ending in an error; the report is the same.
         *
         * @param value whether it completes
         */
        public Builder lenient(boolean value) {
            lenient = value;
            return this;
        }

        /**
         * Sets whether the order of rows may be given up, which lets any sort go past the window.
         *
         * @param value whether rows may come in any order
         */
        public Builder unordered(boolean value) {
            unordered = value;
            return this;
        }

        /**
         * Sets whether it is made sure before the first page that the service heeds the filter: a service may pass over a
         * filter that it does not understand, and every row comes. Costs three calls and one for each property in the filter;
         * the scan of an ignored filter ends in {@link io.falconflux.error.ScanException}.
         *
         * @param value whether to make sure
         */
        public Builder checkFilter(boolean value) {
            checkFilter = value;
            return this;
        }

        /**
         * Remembers what was delivered in a file, 16 bytes a row, beside the memory. A resumed scan needs it to repeat no row.
         *
         * @param file the file; replaced when a scan begins, continued when one is resumed
         */
        public Builder ledgerFile(Path file) {
            ledgerFile = Objects.requireNonNull(file, "file");
            ledger = true;
            return this;
        }

        /**
         * Remembers nothing. Memory then does not grow with the rows, rows that change during the scan may come twice or
         * not at all, and the report's basis says so.
         */
        public Builder withoutLedger() {
            ledgerFile = null;
            ledger = false;
            return this;
        }

        /**
         * Goes on where another scan of the same query stopped.
         *
         * @param checkpoint from the last page whose rows are safe
         */
        public Builder resume(Checkpoint checkpoint) {
            resume = Objects.requireNonNull(checkpoint, "checkpoint");
            return this;
        }

        /**
         * Ends the scan early, with a report and a checkpoint, which cancelling its subscription cannot give.
         *
         * @param signal the scan ends at its first signal; calls in flight are aborted
         */
        public Builder stopWhen(Publisher<?> signal) {
            stop = Objects.requireNonNull(signal, "signal");
            return this;
        }

        /** Returns the options. */
        public ScanOptions build() {
            return new ScanOptions(this);
        }
    }
}
