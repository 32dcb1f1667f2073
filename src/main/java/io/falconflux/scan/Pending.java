package io.falconflux.scan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ids that were listed and whose rows did not come, or came as they were before: they are asked for again at each poll, until they
 * come or for as long as a change may become visible late. Most that never come were deleted between the two calls.
 */
final class Pending {

    private static final int MOST = 1000;
    private static final int TRIES = 3;

    /**
     * One of them.
     *
     * @param id the id
     * @param from the row changed at this time or later
     */
    record Entry(String id, Instant from) {}

    private static final class Wait {

        private final Instant from;
        private final long since;
        private int tries;

        private Wait(Instant from, long since) {
            this.from = from;
            this.since = since;
        }
    }

    private final Map<String, Wait> waiting = new LinkedHashMap<>();
    private final Set<String> givenUp = new LinkedHashSet<>();

    Pending(List<Entry> some, long now) {
        some.forEach(entry -> add(entry.id(), entry.from(), now));
    }

    /**
     * Notes an id, unless it was given up already.
     *
     * @return whether there is room for it
     */
    boolean add(String id, Instant from, long now) {
        if (givenUp.contains(id)) {
            return true;
        }
        if (waiting.size() >= MOST && !waiting.containsKey(id)) {
            return false;
        }
        waiting.putIfAbsent(id, new Wait(from, now));
        return true;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    List<String> ids() {
        return List.copyOf(waiting.keySet());
    }

    /** Returns the time at or after which a row changed that is waited for; null if it is not. */
    @Nullable
    Instant from(String id) {
        Wait wait = waiting.get(id);
        return wait == null ? null : wait.from;
    }

    void came(String id) {
        waiting.remove(id);
    }

    /** Notes that all were asked for, and gives up those that were waited for long enough. */
    List<String> giveUp(long now, long patience) {
        List<String> lost = new ArrayList<>();
        waiting.forEach((id, wait) -> {
            wait.tries++;
            if (wait.tries >= TRIES && now - wait.since > patience) {
                lost.add(id);
            }
        });
        lost.forEach(waiting::remove);
        if (givenUp.size() > MOST) {
            givenUp.clear();
        }
        givenUp.addAll(lost);
        return lost;
    }

    List<Entry> list() {
        return waiting.entrySet().stream()
                .map(entry -> new Entry(entry.getKey(), Objects.requireNonNull(entry.getValue()).from))
                .toList();
    }
}
