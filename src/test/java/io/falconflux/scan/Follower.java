package io.falconflux.scan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** A subscriber that takes everything that a tail tells, and keeps the checkpoints as a program would. */
final class Follower extends BaseSubscriber<TailEvent<Row>> {

    final List<Row> rows = new ArrayList<>();
    final List<TailEvent<Row>> events = new ArrayList<>();
    final List<String> checkpoints = new ArrayList<>();
    final List<Integer> covered = new ArrayList<>();
    Throwable error;
    boolean completed;

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        requestUnbounded();
    }

    @Override
    protected void hookOnNext(TailEvent<Row> event) {
        events.add(event);
        if (event instanceof TailPage<Row> page) {
            rows.addAll(page.items());
            keep(page.checkpoint());
        } else if (event instanceof Polled<Row> polled) {
            keep(polled.checkpoint());
        }
    }

    private void keep(TailCheckpoint checkpoint) {
        checkpoints.add(checkpoint.toString());
        covered.add(rows.size());
    }

    @Override
    protected void hookOnError(Throwable throwable) {
        error = throwable;
    }

    @Override
    protected void hookOnComplete() {
        completed = true;
    }

    List<String> ids() {
        return rows.stream().map(Row::id).toList();
    }

    TailCheckpoint lastCheckpoint() {
        return TailCheckpoint.parse(checkpoints.get(checkpoints.size() - 1));
    }

    /** Returns the pauses that the tail announced after its polls. */
    List<Duration> pauses() {
        return events.stream()
                .filter(Polled.class::isInstance)
                .map(event -> ((Polled<Row>) event).pause())
                .toList();
    }

    List<PollFailed<Row>> failures() {
        return events.stream()
                .filter(PollFailed.class::isInstance)
                .map(event -> (PollFailed<Row>) event)
                .toList();
    }
}
