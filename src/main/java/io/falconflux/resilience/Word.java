package io.falconflux.resilience;

import io.falconflux.error.Refusal;
import io.falconflux.error.RefusedException;
import io.falconflux.error.RetiredException;
import io.falconflux.transport.ApiReply;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the end of a call says about the allowance.
 *
 * @param status the HTTP status; 0 where no reply is known
 * @param headers what the reply said
 */
record Word(int status, RateHeaders headers) {

    /** Nothing. */
    static final Word NONE = new Word(0, RateHeaders.of(Map.of()));

    /** The limit of the pool that bad tokens share. It is not the customer's, and no wait helps. */
    private static final long BAD_TOKENS = 15;

    static Word of(@Nullable ApiReply<?> reply) {
        return reply == null ? NONE : new Word(reply.status(), RateHeaders.of(reply.headers()));
    }

    static Word of(Throwable error) {
        if (error instanceof RefusedException refused) {
            return of(refused.refusal());
        }
        return error instanceof RetiredException retired ? of(retired.refusal()) : NONE;
    }

    private static Word of(Refusal refusal) {
        return new Word(refusal.status(), RateHeaders.of(refusal.headers()));
    }

    /** Returns how things stand after a call ended so. */
    Pace turn(Pace pace, Ticket ticket, Instant now) {
        if (status >= 200 && status <= 299) {
            return pace.accepted(ticket, headers, now);
        }
        if (status == 0 || status == 401 || fromBadTokens(pace)) {
            return pace.unheard(now);
        }
        if (status == 429) {
            return pace.refused(ticket, headers, now);
        }
        return headers.remaining() == null ? pace.unheard(now) : pace.accepted(ticket, headers, now);
    }

    private boolean fromBadTokens(Pace pace) {
        Long limit = headers.limit();
        return limit != null && limit == BAD_TOKENS && pace.standing().limit() != BAD_TOKENS;
    }
}
