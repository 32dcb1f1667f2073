package io.falconflux.collection;

import io.falconflux.scan.Cost;
import io.falconflux.transport.CallMeter;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Counts what one subscription costs. */
final class CostMeter implements CallMeter {

    private final LongAdder requests = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder throttledNanos = new LongAdder();

    @Override
    public void request() {
        requests.increment();
    }

    @Override
    public void retry() {
        retries.increment();
    }

    @Override
    public void throttled(Duration time) {
        throttledNanos.add(time.toNanos());
    }

    Cost cost() {
        return new Cost(requests.sum(), retries.sum(), Duration.ofNanos(throttledNanos.sum()));
    }
}
