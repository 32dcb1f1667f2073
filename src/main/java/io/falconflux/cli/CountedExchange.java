package io.falconflux.cli;

import io.falconflux.json.ElementCodec;
import io.falconflux.scan.Cost;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.CallMeter;
import io.falconflux.transport.Exchange;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import reactor.core.publisher.Mono;

/**
 * Counts calls as they go by. A scan that is cut off does not live to tell what it cost, and
 * its report has to say so all the same.
 */
final class CountedExchange implements Exchange {

    private final Exchange exchange;
    private final Counter meter;

    CountedExchange(Exchange exchange) {
        this(exchange, new Counter());
    }

    private CountedExchange(Exchange exchange, Counter meter) {
        this.exchange = exchange;
        this.meter = meter;
    }

    /** Returns another exchange whose calls are counted together with these. */
    CountedExchange beside(Exchange other) {
        return new CountedExchange(other, meter);
    }

    @Override
    public <T> Mono<ApiReply<T>> exchange(ApiCall call, ElementCodec<T> codec) {
        ApiCall counted = call.in(call.context().meter(call.context().meter().and(meter)));
        return exchange.exchange(counted, codec);
    }

    /** Returns what the calls so far have cost. */
    Cost cost() {
        return new Cost(meter.requests.sum(), meter.retries.sum(), Duration.ofNanos(meter.throttledNanos.sum()));
    }

    private static final class Counter implements CallMeter {

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
    }
}
