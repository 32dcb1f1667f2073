/**
 * The scan engine: every row that is owed, once, past the service's offset window, while others insert, change and delete.
 * It knows neither HTTP nor JSON; a {@link io.falconflux.scan.Source} gives it pages at a rank and rows by id.
 *
 * <p>Reading order: {@link io.falconflux.scan.CollectionScan} has the three views, {@code Scanning} is one subscription,
 * {@code Passes} are its passes, {@code Sweep} is the pass by time with {@code Planner} (windows), {@code Tasks} (pages),
 * {@code FirstPage}, {@code Seams} and {@code Joint} (checks) and {@code Storm} (a second with too many rows), {@code Fetcher} gets one
 * page as it should be.
 *
 * <p>What was decided, and why:
 *
 * <ul>
 *   <li><b>Windows share a second.</b> A window ends with the second of its boundary and the next begins with it, so that the
 *       last row of one must reappear in the next: the same check joins pages and windows, and costs no call.
 *   <li><b>Ranges are cut at whole seconds only.</b> How finely a service compares times is not documented. Inside one second a
 *       storm walks by the values that rows themselves have.
 *   <li><b>The frontier is a vote.</b> Where a leg goes on is the middle one of the last nine keys. A row is listed and read in two
 *       calls, and one that moved in between must not decide alone; with the last key itself, rows would be lost.
 *   <li><b>The end of a window is the row that the reverse order names.</b> Totals are hints: they only say how many pages to try.
 *   <li><b>Where the order ends, the scan ends.</b> An order that is none by time reaches no further than the window. Rows behind it
 *       would come out of their place, so a scan that meets its end is refused, however late the service lets that be seen.
 *   <li><b>A page is what one request listed.</b> Only that is immune to ties in another order, so answers to several requests are never
 *       pieced together: a page that stays short goes on behind its last row, as a full one does.
 *   <li><b>No id that was shown is forgotten.</b> What an answer showed that was not taken for the page, also one with errors beside it,
 *       comes with a later page, or is read at the end ({@code Glimpsed}). Replicas that are not equally far contradict each other in good faith.
 *   <li><b>Rows that tie at a joint must be listed whole.</b> The next page must begin before them, whatever it shares with the last,
 *       and also where the last page shows but one: the others may be hidden between the two.
 *   <li><b>A leg must begin where its range does.</b> Its first page joins nothing, so it must hold the rows that are listed first
 *       when they are asked for again. The first leg of all is spared that, since small scans are many: at the end it is asked in three
 *       ways whether anything lies before the first row that came.
 *   <li><b>Where rows changed meanwhile, the newest changes are looked at again</b> four seconds after the main pass ({@code Afterlook}):
 *       a replica that is behind may list neither where a row was nor where it went.
 *   <li><b>Ranges are proven before they are relied on.</b> A service that passes over filters lists everything in every window, so it
 *       is asked for a range that no row lies in first ({@code Canary}).
 *   <li><b>What is asked without need of an answer is asked at once</b>, as far as the concurrency allows: the first pages are fetched by
 *       plain offsets while the first window is planned and the canary is heard, the next window is probed meanwhile, the last page is
 *       read while its end is made sure of, and where nothing is expected it is asked for several times at once. Otherwise the
 *       calls before the second page and after the last would take as long as dozens of pages that are read side by side.
 *   <li><b>A second that is too full is divided by what its rows differ in</b>, as far as a page shows it: by numbers and times before
 *       text, by what can only be compared last. A filter for each value that all rows share would only cost calls.
 *   <li><b>Ids alone are a source, not a mode.</b> Their pages are whole as they are listed; a few rows are read for their times:
 *       where windows are cut, where two pages do not show the same rows at their seam (bare ids do not tell that they tie), and
 *       where a second is too full, for whatever divides it.
 *   <li><b>Rows that come in faster than they are read end nothing and hold up nothing.</b> They are not owed. When what lies
 *       ahead does not become less, the main pass goes on through the rows that have not changed since it began, which end; the
 *       pass through changes has the others. Where no key of changes tells them apart, the report says where it gave up.
 *   <li><b>Rows that lack the key tie.</b> They fall in no range of it, and come by another time or divided like a storm.
 *   <li><b>What was served is the reach.</b> After a page is refused, nothing further than the furthest reply is asked for.
 *   <li><b>A tail is the pass through changes, again and again.</b> {@code Tailing} is one subscription, {@code Poll} one pass,
 *       {@code Watermark} says from where each reads and what is done with, {@code Versions} what was delivered of the rest.
 *   <li><b>Deliveries are checked in one place.</b> Passes may bring a row twice; {@code Scanning} asks the ledger, and everything
 *       before it is free to list again whenever in doubt.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package io.falconflux.scan;
