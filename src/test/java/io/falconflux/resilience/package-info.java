/** Tests of retries, permits and cooldowns. */
@org.jspecify.annotations.NullMarked
package io.falconflux.resilience;
