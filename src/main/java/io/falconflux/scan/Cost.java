package io.falconflux.scan;

import java.time.Duration;

/**
 * What a scan has cost the service so far.
 *
 * @param requests HTTP calls, retries and probes included, token calls not
 * @param retries calls that were repeated
 * @param throttled the time that calls waited for the service's allowance, added up
 */
public record Cost(long requests, long retries, Duration throttled) {

    /** No cost yet. */
    public static final Cost NONE = new Cost(0, 0, Duration.ZERO);
}
