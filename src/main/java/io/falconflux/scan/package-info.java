/** The scan engine. */
@org.jspecify.annotations.NullMarked
package io.falconflux.scan;
