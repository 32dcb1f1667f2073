package io.falconflux;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * What libraries do themselves on event loops: the short locks of Netty's allocator, and the one with which Reactor tells a
 * blocking iterable that a row came.
 */
public final class LibraryLocks implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator", "allocate");
        builder.allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator", "reallocate");
        builder.allowBlockingCallsInside(
                "reactor.core.publisher.BlockingIterable$SubscriberIterator", "signalConsumer");
    }
}
