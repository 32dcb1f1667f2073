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

    /**
     * Returns a meter that counts for this one and for another.
     *
     * @param other the other
     */
    default CallMeter and(CallMeter other) {
        CallMeter one = this;
        return new CallMeter() {
            @Override
            public void request() {
                one.request();
                other.request();
            }

            @Override
            public void retry() {
                one.retry();
                other.retry();
            }

            @Override
            public void throttled(Duration time) {
                one.throttled(time);
                other.throttled(time);
            }
        };
    }
}
