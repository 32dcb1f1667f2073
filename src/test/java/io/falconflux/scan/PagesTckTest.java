package io.falconflux.scan;

import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;

/** {@link Scan#pages()} against the rules of Reactive Streams. */
public class PagesTckTest extends PublisherVerification<Page<Row>> {

    public PagesTckTest() {
        super(new TestEnvironment(1_000, 50));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 200;
    }

    /** At least as many pages as wanted, cut to that number. */
    @Override
    public Publisher<Page<Row>> createPublisher(long elements) {
        return TckScans.ofPages(elements).pages().take(elements);
    }

    @Override
    public Publisher<Page<Row>> createFailedPublisher() {
        return null;
    }
}
