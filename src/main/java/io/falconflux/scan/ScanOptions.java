package io.falconflux.scan;

/** How a scan goes about its work. Immutable; every part has a default. */
public final class ScanOptions {

    private static final ScanOptions DEFAULTS = new Builder().build();

    private final int concurrency;
    private final boolean lenient;
    private final boolean unordered;
    private final boolean idsOnly;

    private ScanOptions(Builder b) {
        concurrency = b.concurrency;
        lenient = b.lenient;
        unordered = b.unordered;
        idsOnly = b.idsOnly;
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
        return new Builder()
                .concurrency(concurrency)
                .lenient(lenient)
                .unordered(unordered)
                .idsOnly(idsOnly);
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

    /** Returns whether only ids are wanted, so that rows need not be read; false by default. */
    public boolean idsOnly() {
        return idsOnly;
    }

    /** Builds options. */
    public static final class Builder {

        private int concurrency = 1;
        private boolean lenient;
        private boolean unordered;
        private boolean idsOnly;

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
         * Sets whether only ids are wanted.
         *
         * @param value whether rows are not read
         */
        public Builder idsOnly(boolean value) {
            idsOnly = value;
            return this;
        }

        /** Returns the options. */
        public ScanOptions build() {
            return new ScanOptions(this);
        }
    }
}
