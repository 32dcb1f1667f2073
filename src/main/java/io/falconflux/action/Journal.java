package io.falconflux.action;

import java.util.List;
import reactor.core.publisher.Mono;

/**
 * What is remembered beyond the end of the process. Each of its publishers completes when what it was told is safe, and is
 * subscribed to once.
 */
interface Journal {

    /** Remembers nothing. */
    Journal NONE = id -> Past.NONE;

    /** Returns what an earlier run left of an id. */
    Past past(String id);

    /** The ids are about to be sent. */
    default Mono<Void> sending(List<String> ids) {
        return Mono.empty();
    }

    /** The ids were sent and not executed, so that they may be sent again by anybody. */
    default Mono<Void> refused(List<String> ids) {
        return Mono.empty();
    }

    /** This is what became of the ids. */
    default Mono<Void> settled(List<Outcome> outcomes) {
        return Mono.empty();
    }
}
