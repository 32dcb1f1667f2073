package io.falconflux.action;

import io.falconflux.action.Verdict.Refused;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How ids that were refused together are divided until the culprit is alone. State: what was learnt about refusals in this run.
 *
 * <p>Halving finds a culprit among 500 ids in twenty calls, but costs a thousand if the service refuses the action itself. So
 * before the service has taken anything, a few ids are sent alone: if each of them is refused in the same words, the words are
 * about the action, and hold for the rest. In the same way, ids of an odd form are not asked about one by one for ever.
 */
final class Division {

    private static final int ALONE = 5;
    private static final int FEW = 16;

    private final AtomicInteger oddRefused = new AtomicInteger();
    private volatile boolean accepted;
    private volatile boolean oddAccepted;

    /** Notes that the service took some ids. */
    void accepted(boolean odd) {
        accepted = true;
        oddAccepted |= odd;
    }

    /** Returns what to send in the place of ids that were refused together. */
    List<Task> of(Attempt attempt, Refused refused) {
        List<String> ids = refused.ids();
        if (ids.size() <= FEW || accepted || refused.tooLarge()) {
            return halves(attempt, ids);
        }
        Set<String> alone = new LinkedHashSet<>();
        for (int i = 0; i < ALONE; i++) {
            alone.add(ids.get(i * (ids.size() - 1) / (ALONE - 1)));
        }
        List<Task> tasks = new ArrayList<>();
        alone.forEach(id -> tasks.add(send(attempt, List.of(id))));
        List<String> rest = ids.stream().filter(id -> !alone.contains(id)).toList();
        tasks.add(new Task.Judge(rest, attempt, refused, List.copyOf(alone)));
        return tasks;
    }

    /** Returns what to send to go on with ids that were refused together. */
    List<Task> halves(Attempt attempt, List<String> ids) {
        int half = ids.size() / 2;
        return ids.size() == 1
                ? List.of(send(attempt, ids))
                : List.of(send(attempt, ids.subList(0, half)), send(attempt, ids.subList(half, ids.size())));
    }

    private static Task send(Attempt attempt, List<String> ids) {
        return new Task.Send(attempt.again(List.copyOf(ids)));
    }

    /** Tells whether the refusal of the rest stands, after some ids were sent alone. After a doubt no refusal does. */
    boolean stands(Task.Judge judge, Map<String, Outcome> outcomes) {
        if (judge.before().before() != null) {
            return false;
        }
        Set<@Nullable String> words = new LinkedHashSet<>();
        for (String id : judge.alone()) {
            Outcome outcome = outcomes.get(id);
            if (outcome == null || outcome.state() != Outcome.State.REJECTED) {
                return false;
            }
            words.add(outcome.reason());
        }
        return !accepted && words.size() == 1;
    }

    /**
     * Notes that ids of an odd form were refused by name, and tells whether the others need not be asked about any more.
     *
     * @param refused how many were refused now
     */
    boolean givesUp(int refused) {
        return oddRefused.addAndGet(refused) >= ALONE && !oddAccepted;
    }
}
