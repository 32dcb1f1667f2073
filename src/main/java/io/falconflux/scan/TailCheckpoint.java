package io.falconflux.scan;

import io.falconflux.error.QueryException;
import io.falconflux.scan.Pending.Entry;
import io.falconflux.scan.Versions.Version;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a tail can go on, with the versions of the overlap, so that none of them comes twice. As text it is one line that holds no
 * secret, {@link #toString()} and {@link #parse(String)} being inverses.
 */
public final class TailCheckpoint {

    private final String query;
    private final long rows;
    private final Mark mark;
    private final List<Entry> pending;
    private final List<Version> versions;

    /**
     * How far the tail is.
     *
     * @param since the least change that is delivered
     * @param known changes up to this one were there before the tail began, and are only taken note of; null once that is done
     * @param frontier everything before it is done
     * @param newest the newest change that was seen; null if none was
     */
    record Mark(
            Instant since,
            @Nullable Instant known,
            Instant frontier,
            @Nullable Instant newest) {}

    TailCheckpoint(String query, long rows, Mark mark, List<Entry> pending, List<Version> versions) {
        this.query = Objects.requireNonNull(query, "query");
        this.rows = rows;
        this.mark = Objects.requireNonNull(mark, "mark");
        this.pending = List.copyOf(pending);
        this.versions = List.copyOf(versions);
    }

    /**
     * Reads a checkpoint.
     *
     * @param line the text of one
     * @throws QueryException if the text is none, is damaged, or was written by a newer version
     */
    public static TailCheckpoint parse(String line) {
        return TailCheckpointText.parse(line);
    }

    /** Returns the rows that were delivered up to here, by all tails that went on from each other. */
    public long rows() {
        return rows;
    }

    /** Returns the newest change that was seen; null if none was. */
    public @Nullable Instant newest() {
        return mark.newest();
    }

    /** Returns the fingerprint of the query: collection, filter, tenant. */
    String query() {
        return query;
    }

    Mark mark() {
        return mark;
    }

    List<Entry> pending() {
        return pending;
    }

    List<Version> versions() {
        return versions;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TailCheckpoint that
                && query.equals(that.query)
                && rows == that.rows
                && mark.equals(that.mark)
                && pending.equals(that.pending)
                && versions.equals(that.versions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(query, rows, mark, versions.size());
    }

    /** Returns the line to keep. */
    @Override
    public String toString() {
        return TailCheckpointText.write(this);
    }
}
