package io.falconflux.scan;

/** Remembers which rows were delivered. */
interface Ledger {

    /**
     * Notes a row.
     *
     * @return whether it is new
     */
    boolean add(String id);

    /** Tells whether a row was noted. */
    boolean contains(String id);

    /** Returns what a checkpoint says about this ledger. */
    default LedgerMark mark() {
        return LedgerMark.NONE;
    }

    /** Gives up what it holds outside the heap. */
    default void close() {}
}
