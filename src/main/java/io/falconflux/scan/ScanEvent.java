package io.falconflux.scan;

/**
 * What a scan tells: pages and progress as they come, and last its report.
 *
 * @param <T> the type of a row
 */
public sealed interface ScanEvent<T> permits Page, Progress, Finished {}
