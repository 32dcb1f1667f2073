package io.falconflux.scan;

import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;

/** {@link Scan#items()} against the rules of Reactive Streams. */
public class ItemsTckTest extends PublisherVerification<Row> {

    public ItemsTckTest() {
        super(new TestEnvironment(1_000, 50));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 2_000;
    }

    @Override
    public Publisher<Row> createPublisher(long elements) {
        return TckScans.ofRows(elements).items();
    }

    @Override
    public Publisher<Row> createFailedPublisher() {
        return null;
    }
}
