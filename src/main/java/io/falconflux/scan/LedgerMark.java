package io.falconflux.scan;

/**
 * How much of a ledger file belongs to a checkpoint.
 *
 * @param entries rows noted
 * @param checksum of their fingerprints in order
 */
record LedgerMark(long entries, long checksum) {

    /** No file. */
    static final LedgerMark NONE = new LedgerMark(0, 0);
}
