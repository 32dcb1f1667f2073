/** Tests of the operators. */
@NullMarked
package io.falconflux.flow;

import org.jspecify.annotations.NullMarked;
