package io.falconflux.resilience;

import java.time.Instant;

/**
 * What is remembered of a call while it is under way.
 *
 * @param number how many calls went out before it
 * @param sent when it went out, by the local clock
 * @param probe whether it went out to find something out, when too little was left for calls as they come
 */
record Ticket(long number, Instant sent, boolean probe) {

    long millis() {
        return sent.toEpochMilli();
    }
}
