package io.falconflux.action;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** How a bulk action goes about its work. Immutable; every part has a default. */
public final class ActionOptions {

    /** As many ids as one call reads back, so that little is in doubt when a reply is lost. */
    private static final int CHUNK = 500;

    private static final ActionOptions DEFAULTS = new Builder().build();

    private final int chunkSize;
    private final int concurrency;
    private final boolean readBack;
    private final Duration linger;
    private final @Nullable Consumer<? super String> dryRun;
    private final @Nullable JournalUse journal;
    private final @Nullable Publisher<?> stop;

    private ActionOptions(Builder b) {
        chunkSize = b.chunkSize;
        concurrency = b.concurrency;
        readBack = b.readBack;
        linger = b.linger;
        dryRun = b.dryRun;
        journal = b.journal;
        stop = b.stop;
    }

    /** Returns the defaults. */
    public static ActionOptions defaults() {
        return DEFAULTS;
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that holds these options. */
    public Builder mutate() {
        Builder b = new Builder();
        b.chunkSize = chunkSize;
        b.concurrency = concurrency;
        b.readBack = readBack;
        b.linger = linger;
        b.dryRun = dryRun;
        b.journal = journal;
        b.stop = stop;
        return b;
    }

    /** Returns the number of ids in a call at most; 500 by default, and never more than the service takes. */
    public int chunkSize() {
        return chunkSize;
    }

    /** Returns the number of chunks on their way at most; 1 by default. */
    public int concurrency() {
        return concurrency;
    }

    /** Returns whether ids are read back where replies leave their outcome open; true by default. */
    public boolean readBack() {
        return readBack;
    }

    /** Returns how long a chunk that is not full waits for more ids; a second by default. */
    public Duration linger() {
        return linger;
    }

    /** Returns who is shown the requests of a run that sends none; null for a run that sends them. */
    @Nullable
    Consumer<? super String> dryRun() {
        return dryRun;
    }

    /** Returns the journal; null if there is none. */
    @Nullable
    JournalUse journal() {
        return journal;
    }

    /** Returns what stops the run; empty if nothing does. */
    Optional<Publisher<?>> stop() {
        return Optional.ofNullable(stop);
    }

    /** Builds options. */
    public static final class Builder {

        private int chunkSize = CHUNK;
        private int concurrency = 1;
        private boolean readBack = true;
        private Duration linger = Duration.ofSeconds(1);
        private @Nullable Consumer<? super String> dryRun;
        private @Nullable JournalUse journal;
        private @Nullable Publisher<?> stop;

        private Builder() {}

        /**
         * Sets the number of ids in a call. When a reply is lost, the outcome of that many ids is in doubt.
         *
         * @param ids at least 1; more than the service takes counts as what it takes
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder chunkSize(int ids) {
            if (ids < 1) {
                throw new IllegalArgumentException("chunkSize must be at least 1, not " + ids);
            }
            chunkSize = ids;
            return this;
        }

        /**
         * Sets the number of chunks on their way at once.
         *
         * @param chunks 1 to 64
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder concurrency(int chunks) {
            if (chunks < 1 || chunks > 64) {
                throw new IllegalArgumentException("concurrency must be 1 to 64, not " + chunks);
            }
            concurrency = chunks;
            return this;
        }

        /**
         * Sets whether ids are read back where replies leave their outcome open. Without it a success that counts nothing is
         * believed also of ids that do not exist, and what got lost stays unknown.
         *
         * @param value whether they are
         */
        public Builder readBack(boolean value) {
            readBack = value;
            return this;
        }

        /**
         * Sets how long a chunk that is not full waits for more ids from a slow source.
         *
         * @param time how long; zero to wait until the chunk is full or the source ends
         */
        public Builder linger(Duration time) {
            linger = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Sends nothing. Each id gets the outcome {@link Outcome.State#NOT_SENT}.
         *
         * @param requests is shown each request that would be sent, as text: method, path and body
         */
        public Builder dryRun(Consumer<? super String> requests) {
            dryRun = Objects.requireNonNull(requests, "requests");
            return this;
        }

        /**
         * Keeps a journal in a file, so that the action can go on after its process was killed: what is sent is written down and
         * on the disk before it is sent, what became of it before it is told. It holds ids, outcomes and the services' words,
         * hashes of tenant and action, and neither a secret nor the text of a comment. One run at a time can have it open.
         *
         * @param file a file that is not there yet; a second subscription to the run fails, since it is there then
         */
        public Builder journal(Path file) {
            journal = new JournalUse(file, false);
            return this;
        }

        /**
         * Goes on from a journal. Each id has its outcome as in one run: what was settled is told again, what was never sent is
         * sent, and what was sent without that its reply is known is sent again if twice does no more than once, and else read
         * back as far as it can be read.
         *
         * @param file the journal of the same action on the same tenant
         */
        public Builder resume(Path file) {
            journal = new JournalUse(file, true);
            return this;
        }

        /**
         * Stops the run early, which cancelling its subscription cannot do in good order: nothing more is sent, calls on their
         * way have two seconds to end by themselves, and every id gets a true outcome.
         *
         * @param signal the run stops at its first signal
         */
        public Builder stopWhen(Publisher<?> signal) {
            stop = Objects.requireNonNull(signal, "signal");
            return this;
        }

        /** Returns the options. */
        public ActionOptions build() {
            return new ActionOptions(this);
        }
    }
}
