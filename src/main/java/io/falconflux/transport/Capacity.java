package io.falconflux.transport;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.util.AttributeKey;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Learns from the fate of connections how many the service allows, and lets so many calls be under way. */
final class Capacity {

    private static final AttributeKey<Boolean> SERVED = AttributeKey.valueOf("falconflux.served");

    private final Slots slots;
    private final AtomicInteger open = new AtomicInteger();
    private ConnectionLimit limit;

    Capacity(int most, Slots slots) {
        this.slots = slots;
        this.limit = ConnectionLimit.of(most);
    }

    /** A connection brought a call its reply. */
    void served(@Nullable Channel channel) {
        if (channel == null || channel instanceof Http2StreamChannel) {
            return;
        }
        if (channel.attr(SERVED).getAndSet(true) == null) {
            open.incrementAndGet();
            channel.closeFuture().addListener(closed -> open.decrementAndGet());
            learn(ConnectionLimit::opened);
        }
        long now = System.nanoTime();
        learn(before -> before.served(now));
    }

    /** A call failed. If its connection was new, or was not even made, it may have been one more than the service allows. */
    void failed(Delivery delivery, Throwable error) {
        Channel channel = delivery.channel();
        boolean fresh = channel == null || !(channel instanceof Http2StreamChannel) && !channel.hasAttr(SERVED);
        if (fresh && delivery.refused() && !(error instanceof ReadTimeoutException)) {
            long now = System.nanoTime();
            learn(before -> before.refused(open.get(), now));
        }
    }

    private void learn(UnaryOperator<ConnectionLimit> change) {
        @Nullable ConnectionLimit after;
        synchronized (this) {
            ConnectionLimit before = limit;
            limit = change.apply(before);
            after = limit.connections() == before.connections() ? null : limit;
        }
        if (after != null) {
            slots.most(after.connections());
        }
    }
}
