package io.falconflux.scan;

import io.falconflux.error.QueryException;
import io.falconflux.scan.Position.Phase;
import io.falconflux.scan.Stragglers.Group;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Where a scan can go on: everything but the ids that were delivered, which are in the ledger's file. As text it is one line
 * that holds no secret, {@link #toString()} and {@link #parse(String)} being inverses.
 */
public final class Checkpoint {

    private final String query;
    private final Instant since;
    private final Position position;
    private final long rows;
    private final long late;
    private final LedgerMark ledger;
    private final List<Group> stragglers;
    private final List<String> doubts;
    private final boolean fixpoint;

    Checkpoint(
            String query,
            Instant since,
            Position position,
            long rows,
            long late,
            LedgerMark ledger,
            List<Group> stragglers,
            List<String> doubts,
            boolean fixpoint) {
        this.query = Objects.requireNonNull(query, "query");
        this.since = Objects.requireNonNull(since, "since");
        this.position = Objects.requireNonNull(position, "position");
        this.rows = rows;
        this.late = late;
        this.ledger = Objects.requireNonNull(ledger, "ledger");
        this.stragglers = List.copyOf(stragglers);
        this.doubts = List.copyOf(doubts);
        this.fixpoint = fixpoint;
    }

    /**
     * Reads a checkpoint.
     *
     * @param line the text of one
     * @throws QueryException if the text is none, is damaged, or was written by a newer version
     */
    public static Checkpoint parse(String line) {
        return CheckpointText.parse(line);
    }

    /** Returns the rows that were delivered up to here. */
    public long rows() {
        return rows;
    }

    /** Returns how many of the rows came after the order. */
    long late() {
        return late;
    }

    /** Returns whether the scan is finished, so that there is nothing to go on with. */
    public boolean finished() {
        return position.phase() == Phase.DONE;
    }

    /** Returns the fingerprint of the query: collection, filter, order, tenant. */
    String query() {
        return query;
    }

    /** Returns when the scan began, by the service's clock less a margin. */
    Instant since() {
        return since;
    }

    Position position() {
        return position;
    }

    LedgerMark ledger() {
        return ledger;
    }

    List<Group> stragglers() {
        return stragglers;
    }

    List<String> doubts() {
        return doubts;
    }

    boolean fixpoint() {
        return fixpoint;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Checkpoint that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** Returns the line to keep. */
    @Override
    public String toString() {
        return CheckpointText.write(this);
    }
}
