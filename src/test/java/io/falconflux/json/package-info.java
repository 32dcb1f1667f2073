/** Tests of envelopes, times and raw rows. */
@org.jspecify.annotations.NullMarked
package io.falconflux.json;
