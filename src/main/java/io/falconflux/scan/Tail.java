package io.falconflux.scan;

import reactor.core.publisher.Flux;

/**
 * The new and the changed rows of a collection, for ever: three views of the same work. Each subscription to any of them begins
 * anew and has all its state to itself.
 *
 * <p>A tail asks again and again for the rows whose <em>change key</em> (of incidents {@code modified_timestamp}) is not older than
 * what it has, and delivers each <em>version</em> once: an id with a value of its change key. Of a collection without a change key,
 * whose rows never change, it delivers the new rows by their time key.
 *
 * <p>What it sees and what it does not:
 *
 * <ul>
 *   <li>every row is delivered after its last change, if that change moved the change key forward and the row then matches the
 *       filter; where {@code start} lies does not matter;
 *   <li>of several changes between two polls the last one is delivered, and not those before it;
 *   <li>changes that become visible late are found as long as they are not later than the
 *       {@linkplain TailOptions.Builder#overlap overlap}; they come after the rows that changed after them;
 *   <li>not seen are deleted rows, rows that no longer match the filter, rows without a change key, and changes that do not move
 *       it: the vendor documents for no field whether a change of its machines moves {@code modified_timestamp}. Two changes with
 *       the same value of the change key are one version, so a service that writes whole seconds hides the second change of a second;
 *   <li>a row is listed and read in two calls; if it changes in between, it is delivered as it was read.
 * </ul>
 *
 * <p>Rows come in the order of their changes, but for those that become visible late and those that did not come at first.
 *
 * <p>A tail does not end by itself, unless the query has a limit. A poll that fails, after the ordinary tries, is asked again after a
 * pause that grows to a minute. Only what cannot get better ends a tail: a filter that the service refuses, credentials or a scope that
 * it does not accept, an endpoint that is gone, and an address that never answered.
 *
 * <p>Memory: the versions of the overlap, 100,000 at most unless more of them share a second (about 80 bytes each), and one page. Beyond
 * that the overlap shrinks to what is remembered, so that no version comes twice, and later changes may be missed.
 *
 * @param <T> the type of a row
 */
public interface Tail<T> {

    /**
     * Returns the rows.
     *
     * <p><b>Laziness</b>: nothing happens before demand; each subscription begins anew.
     * <br><b>Demand</b>: without demand nothing is asked for; a page is asked for when more rows are wanted than are at hand.
     * <br><b>Cancellation</b>: aborts the call in flight or the pause, and keeps nothing.
     * <br><b>Errors</b>: only those that cannot get better, see above.
     */
    Flux<T> items();

    /**
     * Returns the rows by page, each with the checkpoint to keep once its rows are safe.
     *
     * <p><b>Laziness</b>, <b>Cancellation</b>, <b>Errors</b>: as {@link #items()}.
     * <br><b>Demand</b>: one page each, however many polls it takes until there is one.
     */
    Flux<TailPage<T>> pages();

    /**
     * Returns everything the tail has to tell: pages, the end of each poll, and polls that failed. The first event is the end of the
     * look at where to begin, with the checkpoint of the beginning.
     *
     * <p><b>Laziness</b>, <b>Cancellation</b>, <b>Errors</b>: as {@link #items()}.
     * <br><b>Demand</b>: one event each.
     */
    Flux<TailEvent<T>> events();
}
