package io.falconflux.scan;

/**
 * What a tail tells.
 *
 * @param <T> the type of a row
 */
public sealed interface TailEvent<T> permits TailPage, Polled, PollFailed {}
