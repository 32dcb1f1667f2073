package io.falconflux.action;

import io.falconflux.error.ActionException;
import io.falconflux.error.FalconException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One chunk, from its ids to their outcomes. State: what is left to do, one task after the other, and what is known. A list of
 * tasks and not a recursion, since a chunk may be divided and repeated many times.
 *
 * <p>Two things hold at every step. What is about to be sent is in the journal before it is sent, and what is told is in the
 * journal before it is told. And ids whose sending may have been executed come into another sending only if the action may be
 * repeated.
 */
final class Chunk {

    /** How often ids that do not show are read, and the longest pause between: a service may be slow to show what it did. */
    private static final int LOOKS = 4;

    private static final Duration LOOK_PAUSE = Duration.ofMillis(250);

    private final Run run;
    private final List<String> ids;
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private final Deque<Task> tasks = new ArrayDeque<>();
    private @Nullable FalconException last;

    Chunk(Run run, List<String> ids) {
        this.run = run;
        this.ids = ids;
    }

    /** Returns one outcome for each id, in the order of the ids. */
    Mono<List<Outcome>> perform() {
        return Mono.defer(() -> {
            plan();
            return Mono.defer(this::step).repeat(() -> !tasks.isEmpty()).then(Mono.fromSupplier(this::inOrder));
        });
    }

    private void plan() {
        List<String> fine = new ArrayList<>();
        List<String> odd = new ArrayList<>();
        List<Outcome> lost = new ArrayList<>();
        for (String id : ids) {
            Past past = run.journal.past(id);
            Lost before = past.lost();
            if (past.settled() != null) {
                outcomes.put(id, past.settled());
            } else if (before != null) {
                lost.add(before.unknown(id));
            } else {
                (run.target.wellFormed(id) ? fine : odd).add(id);
            }
        }
        send(fine, null);
        send(odd, null);
        goOn(lost);
    }

    /** Goes on with what an earlier run may have done: once more if that is safe, else by reading. */
    private void goOn(List<Outcome> lost) {
        if (!lost.isEmpty() && run.facts.replayable()) {
            Outcome any = lost.get(0);
            Lost before = new Lost(Objects.requireNonNullElse(any.reason(), ""), any.traceId());
            send(lost.stream().map(Outcome::id).toList(), before);
        } else if (!lost.isEmpty()) {
            look(new Doubt(Doubt.Kind.LOST, lost, -1, null));
        }
    }

    private void send(List<String> some, @Nullable Lost before) {
        for (int from = 0; from < some.size(); from += run.facts.most()) {
            List<String> part = List.copyOf(some.subList(from, Math.min(some.size(), from + run.facts.most())));
            tasks.add(new Task.Send(new Attempt(part, 0, before, null)));
        }
    }

    private void look(Doubt doubt) {
        tasks.add(new Task.Look(doubt, 0, Sighting.NONE));
    }

    private List<Outcome> inOrder() {
        if (last != null && outcomes.values().stream().anyMatch(one -> one.state() == Outcome.State.UNKNOWN)) {
            run.unknown(last);
        }
        return ids.stream()
                .map(id -> Objects.requireNonNull(outcomes.get(id), id))
                .toList();
    }

    private Mono<Void> step() {
        Task task = tasks.poll();
        if (task instanceof Task.Send send) {
            return afterPause(run.pause(send.attempt().failures()), Mono.defer(() -> send(send.attempt())));
        }
        if (task instanceof Task.Look look) {
            Duration pause = look.looks() == 0 ? Duration.ZERO : LOOK_PAUSE.multipliedBy(1L << (look.looks() - 1));
            return afterPause(pause, Mono.defer(() -> read(look)));
        }
        return task instanceof Task.Judge judge ? judge(judge) : Mono.empty();
    }

    private Mono<Void> afterPause(Duration pause, Mono<Void> work) {
        if (pause.isZero() || run.over() != null || run.options.dryRun() != null) {
            return work;
        }
        return Mono.delay(pause, run.timer).takeUntilOther(run.stop()).then(work);
    }

    private Mono<Void> send(Attempt attempt) {
        if (attempt.before() != null && !run.facts.replayable()) {
            throw new IllegalStateException("sent twice: " + attempt.ids());
        }
        String over = run.over();
        if (over != null) {
            Lost before = attempt.before();
            return settle(attempt.ids().stream()
                    .map(id -> before == null ? Outcome.notSent(id, over) : before.unknown(id))
                    .toList());
        }
        if (run.options.dryRun() != null) {
            run.options.dryRun().accept(run.target.preview(attempt.ids()));
            return settle(attempt.ids().stream()
                    .map(id -> Outcome.notSent(id, "dry run"))
                    .toList());
        }
        return run.journal
                .sending(attempt.ids())
                .thenReturn(true)
                .onErrorResume(ActionException.class, this::unwritten)
                .flatMap(written -> written ? call(attempt.sent(run.now())).flatMap(this::follow) : send(attempt));
    }

    /** What cannot be written down is not sent, and nothing after it. */
    private Mono<Boolean> unwritten(ActionException error) {
        run.halt(error);
        return Mono.just(false);
    }

    /** What became of ids is told though it cannot be written down any more. */
    private Mono<Void> noted(Mono<Void> writing) {
        return writing.onErrorResume(
                ActionException.class, error -> unwritten(error).then());
    }

    private Mono<Verdict> call(Attempt attempt) {
        int tries = run.patience.tries();
        return run.target
                .send(attempt.ids())
                .takeUntilOther(run.stopAfterGrace())
                .map(answer -> Verdict.of(run.facts, tries, attempt, answer))
                .doOnNext(verdict -> run.accepted(odd(attempt)))
                .onErrorResume(FalconException.class, error -> Mono.just(failed(attempt, error)))
                .switchIfEmpty(Mono.fromSupplier(() -> Verdict.stopped(run.facts, attempt)));
    }

    private Verdict failed(Attempt attempt, FalconException error) {
        last = error;
        Verdict verdict = Verdict.of(run.facts, run.patience.tries(), attempt, error);
        if (verdict.executed()) {
            run.unanswered();
        } else {
            run.answered();
        }
        if (verdict.halt() != null) {
            run.halt(verdict.halt());
        }
        return verdict;
    }

    private boolean odd(Attempt attempt) {
        return !run.target.wellFormed(attempt.ids().get(0));
    }

    private Mono<Void> follow(Verdict verdict) {
        Attempt again = verdict.again();
        List<Task> next = new ArrayList<>();
        List<Outcome> known = new ArrayList<>(verdict.settled());
        if (again != null && hopeless(verdict)) {
            known.addAll(alike(again.ids(), known.get(0)));
        } else if (again != null) {
            next.add(new Task.Send(again));
        }
        if (verdict.divide() != null) {
            next.addAll(run.division.of(verdict.attempt(), verdict.divide()));
        }
        verdict.doubts().forEach(doubt -> next.add(new Task.Look(doubt, 0, Sighting.NONE)));
        first(next);
        if (verdict.refused() != null) {
            lookLater(verdict.refused());
        }
        Mono<Void> told = verdict.halt() == null ? settle(known) : turnedAway(known);
        boolean clean = !verdict.executed() && verdict.attempt().before() == null;
        return clean && !next.isEmpty()
                ? noted(run.journal.refused(verdict.open())).then(told)
                : told;
    }

    /** Ids that are refused one by one are read back together at the end. */
    private void lookLater(Doubt refused) {
        Doubt all = refused;
        if (tasks.peekLast() instanceof Task.Look last
                && last.looks() == 0
                && last.doubt().with(refused) != null) {
            all = Objects.requireNonNull(last.doubt().with(refused));
            tasks.removeLast();
        }
        tasks.addLast(new Task.Look(all, 0, Sighting.NONE));
    }

    private void first(List<Task> next) {
        for (int i = next.size() - 1; i >= 0; i--) {
            tasks.addFirst(next.get(i));
        }
    }

    private boolean hopeless(Verdict verdict) {
        return verdict.narrowed()
                && !verdict.settled().isEmpty()
                && odd(verdict.attempt())
                && run.division.givesUp(verdict.settled().size());
    }

    private static List<Outcome> alike(List<String> some, Outcome refused) {
        String reason = "refused with others of such a form: " + refused.reason();
        return some.stream()
                .map(id -> Outcome.rejected(id, reason, refused.traceId()))
                .toList();
    }

    /** Whoever was turned away at the door may come again another day, so the journal has nothing final of them. */
    private Mono<Void> turnedAway(List<Outcome> some) {
        some.forEach(outcome -> outcomes.put(outcome.id(), outcome));
        return some.isEmpty()
                ? Mono.empty()
                : noted(run.journal.refused(some.stream().map(Outcome::id).toList()));
    }

    private Mono<Void> settle(List<Outcome> some) {
        some.forEach(outcome -> outcomes.put(outcome.id(), outcome));
        List<Outcome> known = some.stream()
                .filter(outcome -> outcome.state() != Outcome.State.NOT_SENT)
                .toList();
        return known.isEmpty() ? Mono.empty() : noted(run.journal.settled(known));
    }

    private Mono<Void> judge(Task.Judge judge) {
        Verdict.Refused refusal = judge.refusal();
        if (run.division.stands(judge, outcomes)) {
            return settle(judge.rest().stream()
                    .map(id -> Outcome.rejected(id, refusal.reason(), refusal.traceId()))
                    .toList());
        }
        first(run.division.halves(judge.before(), judge.rest()));
        return Mono.empty();
    }

    private Mono<Void> read(Task.Look look) {
        List<String> open = look.doubt().open(look.seen(), run.facts.visibility());
        if (run.over() != null || !run.options.readBack() || run.facts.mostRead() == 0) {
            return settle(look.doubt().settle(look.seen(), run.facts.visibility()));
        }
        return new ReadBack(run)
                .of(open, look.doubt().since())
                .map(seen -> seen(look, look.seen().then(seen)))
                .switchIfEmpty(Mono.fromSupplier(
                        () -> settle(look.doubt().settle(look.seen().unsure(), run.facts.visibility()))))
                .flatMap(then -> then);
    }

    /** Settles what can be settled, and sends what the service left out because it was so before, if that is safe. */
    private Mono<Void> settle(Doubt doubt, Sighting seen) {
        List<String> again = run.facts.replayable() ? doubt.soBefore(seen, run.facts.visibility()) : List.of();
        if (!again.isEmpty()) {
            tasks.addFirst(new Task.Send(new Attempt(again, 0, doubt.reason(again.get(0)), doubt.since())));
        }
        return settle(doubt.settle(seen, run.facts.visibility()).stream()
                .filter(one -> !again.contains(one.id()))
                .toList());
    }

    private Mono<Void> seen(Task.Look look, Sighting seen) {
        boolean done = look.doubt().open(seen, run.facts.visibility()).isEmpty();
        if (done || look.looks() + 1 >= LOOKS) {
            return settle(look.doubt(), seen);
        }
        tasks.addFirst(new Task.Look(look.doubt(), look.looks() + 1, seen));
        return Mono.empty();
    }
}
