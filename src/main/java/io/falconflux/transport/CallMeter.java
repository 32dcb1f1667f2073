package io.falconflux.transport;

import java.time.Duration;

/** Counts what a caller's calls cost. Methods may be called from any thread. */
public interface CallMeter {

    /** Counts nothing. */
    CallMeter NONE = new CallMeter() {
        @Override
        public void request() {}

        @Override
        public void retry() {}

        @Override
        public void throttled(Duration time) {}
    };

    /** A request goes out; a repeated one counts again, a token call does not. */
    void request();

    /** A call is repeated. */
    void retry();

    /**
     * A call waited because the service's allowance was used up.
     *
     * @param time how long
     */
    void throttled(Duration time);
}
