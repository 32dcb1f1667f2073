package io.falconflux.simulator;

import org.jspecify.annotations.Nullable;

/**
 * One page asked of a collection.
 *
 * @param filter the filter as it came, empty for none
 * @param sort the order; null for the service's own
 */
record Search(String filter, @Nullable SortOrder sort, int offset, int limit) {}
