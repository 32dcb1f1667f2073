package io.falconflux.json;

import org.jspecify.annotations.Nullable;

/**
 * Where a listing stands; absent on replies that list nothing.
 *
 * @param limit the limit that the service applied, rows
 * @param offset the offset that the service applied, rows
 * @param total how many rows match, according to the service; it moves while others write, and can be off
 * @param after the cursor of the next page, on the collections that page by cursor; null elsewhere and at the end
 */
public record Paging(
        int limit, long offset, long total, @Nullable String after) {}
