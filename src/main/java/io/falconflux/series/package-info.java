/**
 * A number over time, such as a score, summed up in equal spans of time. However many rows come and in whatever order, the
 * memory is that of the spans: where there would be more of them than wanted, each two become one.
 */
@NullMarked
package io.falconflux.series;

import org.jspecify.annotations.NullMarked;
