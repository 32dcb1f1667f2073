package io.falconflux.scan;

import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What the passes of one subscription share.
 *
 * @param fetcher gets pages
 * @param tally counts
 * @param reach how far offsets reach
 * @param stragglers rows that were listed but did not come
 * @param delivered tells whether a row was delivered
 * @param concurrency pages in flight at most
 * @param wanted how many rows the caller still wants
 * @param since from when on changes concern the scan, by the service's clock
 * @param <T> the type of a row
 */
record Scope<T>(
        Fetcher<T> fetcher,
        Tally tally,
        Reach reach,
        Stragglers stragglers,
        Predicate<String> delivered,
        int concurrency,
        LongSupplier wanted,
        Supplier<Instant> since) {}
