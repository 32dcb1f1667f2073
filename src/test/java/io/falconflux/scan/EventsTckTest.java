package io.falconflux.scan;

import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;

/** {@link Scan#events()} against the rules of Reactive Streams. */
public class EventsTckTest extends PublisherVerification<ScanEvent<Row>> {

    public EventsTckTest() {
        super(new TestEnvironment(1_000, 50));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 200;
    }

    /** At least as many events as wanted, cut to that number. */
    @Override
    public Publisher<ScanEvent<Row>> createPublisher(long elements) {
        return TckScans.ofPages(elements).events().take(elements);
    }

    @Override
    public Publisher<ScanEvent<Row>> createFailedPublisher() {
        return null;
    }
}
