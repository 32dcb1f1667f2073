package io.falconflux.scan;

import reactor.core.scheduler.Schedulers;

/** Scans with as many rows or pages as a verification wants. */
final class TckScans {

    private TckScans() {}

    static Scan<Row> ofRows(long rows) {
        ModelServer server = new ModelServer(ModelShape.incidents(20, 10_000), ModelData.uniform((int) rows, 1, 7), 1);
        return new CollectionScan<>(server::open, Scans.all(), ScanOptions.defaults(), Schedulers.parallel());
    }

    /** At least as many pages as wanted. */
    static Scan<Row> ofPages(long pages) {
        return ofRows(20 * pages);
    }
}
