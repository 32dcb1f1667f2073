package io.falconflux.scan;

import reactor.core.publisher.Flux;

/**
 * A scan of a collection: three views of the same work. Each subscription to any of them scans anew and has all its state to
 * itself.
 *
 * @param <T> the type of a row
 */
public interface Scan<T> {

    /**
     * Returns the rows.
     *
     * <p><b>Laziness</b>: nothing happens before demand; each subscription scans anew.
     * <br><b>Demand</b>: no page is asked for while the rows at hand cover the demand. The first page comes alone; after it
     * as many pages as the concurrency are in flight.
     * <br><b>Cancellation</b>: aborts the calls in flight and keeps nothing.
     * <br><b>Errors</b>: {@link IncompleteScanException} with report and checkpoint if the scan owes rows that it could not
     * deliver, unless it is lenient; the error of the call that failed is its cause.
     */
    Flux<T> items();

    /**
     * Returns the rows by page, each with the checkpoint to keep once its rows are safe.
     *
     * <p><b>Laziness</b>, <b>Cancellation</b>, <b>Errors</b>: as {@link #items()}.
     * <br><b>Demand</b>: one page each.
     */
    Flux<Page<T>> pages();

    /**
     * Returns everything the scan has to tell; the last event is {@link Finished}, also when an error ended the scan.
     *
     * <p><b>Laziness</b>, <b>Cancellation</b>: as {@link #items()}.
     * <br><b>Demand</b>: one event each.
     * <br><b>Errors</b>: only a scan that could not begin (a checkpoint of another query, a ledger that cannot be opened) ends in
     * an error; whatever happens later is in the report, a sort that cannot be scanned so far included.
     */
    Flux<ScanEvent<T>> events();

    /**
     * Returns the windows that the scan would go through now, and fetches no page.
     *
     * <p><b>Laziness</b>: nothing happens before subscription; each subscription plans anew.
     * <br><b>Demand</b>: one window each, planned at most one ahead; a window costs three calls.
     * <br><b>Cancellation</b>: aborts the call in flight.
     * <br><b>Errors</b>: those of the service.
     */
    Flux<ScanWindow> windows();
}
