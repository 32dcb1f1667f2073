package io.falconflux.scan;

/** A ledger that is forgotten with its subscription. */
final class MemoryLedger implements Ledger {

    /** Places that stay on the heap: 2 MiB, enough for 98,000 rows. */
    static final int HEAP_PLACES = 1 << 17;

    private final FingerprintSet prints = new FingerprintSet(HEAP_PLACES);

    @Override
    public synchronized boolean add(String id) {
        return prints.add(Fingerprint.of(id));
    }

    @Override
    public synchronized boolean contains(String id) {
        return prints.contains(Fingerprint.of(id));
    }
}
