package io.falconflux.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** A source of numbered tokens that counts what is asked of it. */
final class ScriptedSource implements TokenSource {

    private final Scheduler clock;
    private final @Nullable Duration lifetime;
    private final AtomicInteger fetches = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final List<String> revoked = new CopyOnWriteArrayList<>();
    private volatile IntFunction<Mono<Void>> before = number -> Mono.empty();

    ScriptedSource(Scheduler clock, @Nullable Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /** Sets what happens before the token of a number comes: a wait, or an error. */
    ScriptedSource before(IntFunction<Mono<Void>> action) {
        before = action;
        return this;
    }

    @Override
    public Mono<AccessToken> fetch() {
        return Mono.defer(() -> {
                    int number = fetches.incrementAndGet();
                    return before.apply(number).then(Mono.fromSupplier(() -> token(number)));
                })
                .doOnCancel(cancelled::incrementAndGet);
    }

    private AccessToken token(int number) {
        if (lifetime == null) {
            return AccessToken.of("token-" + number);
        }
        Instant now = Instant.ofEpochMilli(clock.now(TimeUnit.MILLISECONDS));
        return new AccessToken("token-" + number, now.plus(lifetime));
    }

    @Override
    public Mono<Void> revoke(AccessToken token) {
        return Mono.fromRunnable(() -> revoked.add(token.value()));
    }

    int fetches() {
        return fetches.get();
    }

    int cancelled() {
        return cancelled.get();
    }

    List<String> revoked() {
        return revoked;
    }
}
