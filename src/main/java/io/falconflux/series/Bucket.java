package io.falconflux.series;

import java.time.Duration;
import java.time.Instant;

/**
 * The samples of one span of time, at least one.
 *
 * @param from the begin of the span, a multiple of its length since 1970
 * @param length how long it is
 * @param samples how many samples lie in it
 * @param least the lowest value
 * @param most the highest value
 * @param mean the mean of all values
 * @param latest the value of the latest sample
 */
public record Bucket(
        Instant from, Duration length, long samples, double least, double most, double mean, double latest) {

    /** Returns the end of the span, which does not belong to it. */
    public Instant to() {
        return from.plus(length);
    }
}
