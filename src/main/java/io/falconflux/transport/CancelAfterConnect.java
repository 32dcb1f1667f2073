package io.falconflux.transport;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.util.context.Context;

/**
 * Keeps the cancellation of a call from its connection until the call has one. The pool that negotiates HTTP/2 forgets
 * connections whose caller goes away while they are made or handed over: they stay open, and their places in the pool are lost.
 * So a call that is cancelled early goes on unheard, and as soon as it has a connection, gives it back without having sent a
 * byte.
 */
final class CancelAfterConnect<T> extends MonoOperator<T, T> {

    private final Delivery delivery;

    CancelAfterConnect(Mono<? extends T> source, Delivery delivery) {
        super(source);
        this.delivery = delivery;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        source.subscribe(new Call<>(actual, delivery));
    }

    private static final class Call<T> implements CoreSubscriber<T>, Subscription {

        private final CoreSubscriber<? super T> actual;
        private final Delivery delivery;
        private final AtomicBoolean cancelled = new AtomicBoolean();
        private @Nullable Subscription upstream;

        Call(CoreSubscriber<? super T> actual, Delivery delivery) {
            this.actual = actual;
            this.delivery = delivery;
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            upstream = subscription;
            actual.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            if (upstream != null) {
                upstream.request(n);
            }
        }

        @Override
        public void cancel() {
            if (upstream != null && cancelled.compareAndSet(false, true)) {
                delivery.cancel(upstream::cancel);
            }
        }

        @Override
        public void onNext(T value) {
            if (!cancelled.get()) {
                actual.onNext(value);
            }
        }

        @Override
        public void onError(Throwable error) {
            if (!cancelled.get()) {
                actual.onError(error);
            }
        }

        @Override
        public void onComplete() {
            if (!cancelled.get()) {
                actual.onComplete();
            }
        }
    }
}
