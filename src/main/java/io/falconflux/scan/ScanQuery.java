package io.falconflux.scan;

import org.jspecify.annotations.Nullable;

/**
 * What a scan is asked for, as text.
 *
 * @param filter the caller's filter as it is sent; null for all rows
 * @param sort the caller's order such as {@code start.desc}; null for the default time key ascending
 * @param limit rows at most; 0 for all
 */
public record ScanQuery(@Nullable String filter, @Nullable String sort, long limit) {}
