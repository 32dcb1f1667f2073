package io.falconflux.auth;

import java.util.Objects;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Tokens from a source of the caller's own, which may block, fail in any way, or never answer. */
public final class SuppliedTokenSource implements TokenSource {

    private final TokenSource source;
    private final Scheduler clock;

    /**
     * Keeps a source within bounds.
     *
     * @param source the caller's own
     * @param clock measures how long it takes
     */
    public SuppliedTokenSource(TokenSource source, Scheduler clock) {
        this.source = Objects.requireNonNull(source, "source");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public Mono<AccessToken> fetch() {
        return Supplied.read(null, "The token", source::fetch, clock);
    }

    @Override
    public Mono<Void> revoke(AccessToken token) {
        return source.revoke(token);
    }
}
