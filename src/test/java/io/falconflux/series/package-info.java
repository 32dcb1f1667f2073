/** Tests of series. */
@NullMarked
package io.falconflux.series;

import org.jspecify.annotations.NullMarked;
