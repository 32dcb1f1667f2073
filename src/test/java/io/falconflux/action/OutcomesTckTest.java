package io.falconflux.action;

import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import reactor.core.scheduler.Schedulers;

/** {@link BulkAction#perform(Iterable)} against the rules of Reactive Streams. */
public class OutcomesTckTest extends PublisherVerification<Outcome> {

    public OutcomesTckTest() {
        super(new TestEnvironment(1_000, 50));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 2_000;
    }

    @Override
    public Publisher<Outcome> createPublisher(long elements) {
        ModelService service = ModelService.ofStatus((int) elements);
        ActionOptions options =
                ActionOptions.builder().chunkSize(7).concurrency(3).build();
        return new BulkAction(service, options, Patience.DEFAULT, Schedulers.parallel())
                .perform(Ids.of((int) elements));
    }

    @Override
    public Publisher<Outcome> createFailedPublisher() {
        return null;
    }
}
