package io.falconflux.scan;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Queries and options that the tests use again and again. */
final class Scans {

    /** A filter whose top level is an OR, as a caller may write it. */
    static final String OPEN = "state:'open',state:'reopened'";

    private Scans() {}

    static ScanQuery query(String filter, String sort, long limit) {
        return new ScanQuery(filter, sort, limit, "https://falcon.test client member");
    }

    static ScanQuery all() {
        return query(null, null, 0);
    }

    static ScanQuery open() {
        return query(OPEN, null, 0);
    }

    static ScanQuery sorted(String sort) {
        return query(null, sort, 0);
    }

    static ScanQuery limited(long limit) {
        return query(null, null, limit);
    }

    static ScanOptions options(UnaryOperator<ScanOptions.Builder> change) {
        return change.apply(ScanOptions.builder()).build();
    }

    static ScanOptions concurrency(int pages) {
        return options(builder -> builder.concurrency(pages));
    }

    static ScanOptions withFile(Path ledger) {
        return options(builder -> builder.ledgerFile(ledger));
    }
}
