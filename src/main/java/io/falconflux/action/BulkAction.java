package io.falconflux.action;

import io.falconflux.flow.Unfold;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Does one action to any number of ids, and tells of each what became of it. */
public final class BulkAction {

    private final ActionTarget target;
    private final ActionOptions options;
    private final Patience patience;
    private final Scheduler timer;

    /**
     * Prepares an action; nothing is sent.
     *
     * @param target the action and where it goes
     * @param options how
     * @param patience how often a chunk that is safe to repeat is sent
     * @param timer what measures waits
     */
    public BulkAction(ActionTarget target, ActionOptions options, Patience patience, Scheduler timer) {
        this.target = Objects.requireNonNull(target, "target");
        this.options = Objects.requireNonNull(options, "options");
        this.patience = Objects.requireNonNull(patience, "patience");
        this.timer = Objects.requireNonNull(timer, "timer");
    }

    /**
     * Does it to ids that are at hand. Each id has exactly one outcome, also when the run is stopped or cannot go on.
     *
     * <p><b>Laziness</b>: nothing is sent before demand; each subscription does it anew. A journal is opened when it is subscribed to.
     * <br><b>Demand</b>: exact: n outcomes cost the chunks that hold n ids, as many of them at once as the concurrency, and no
     * chunk beyond those is sent.
     * <br><b>Cancellation</b>: aborts the calls on their way, which may be executed all the same and whose outcome is lost;
     * {@link ActionOptions.Builder#stopWhen} ends a run in good order.
     * <br><b>Errors</b>: after the last outcome the error, if any, after which nothing more was sent: credentials or a scope that
     * the service does not accept, a retired endpoint, no connection, no answer to one chunk after the other, a journal that
     * cannot be written. What happens to single ids or chunks is in their outcomes. A journal that cannot be opened is an error
     * before anything is sent.
     *
     * @param ids the ids; one that comes twice counts once
     * @return outcomes in the order of the ids
     */
    public Flux<Outcome> perform(Iterable<String> ids) {
        return named(journaled(ids, journal -> outcomes(run(journal), Flux.fromIterable(ids), gate(), () -> {})));
    }

    /**
     * Does it to ids as they come. They are remembered as long as the run, to count each once.
     *
     * <p><b>Laziness</b>, <b>Cancellation</b>: as the method above.
     * <br><b>Demand</b>: as there; no id is asked for that no chunk is wanted for.
     * <br><b>Errors</b>: as there, and those of the source. Ids that were not taken from the source before an error or a stop
     * have no outcome.
     *
     * @param ids the ids; may have no end
     * @return outcomes in the order of the ids
     */
    public Flux<Outcome> perform(Publisher<String> ids) {
        return named(journaled(null, journal -> {
            Run run = run(journal);
            Gate gate = gate();
            Flux<String> source = Flux.from(ids).takeUntilOther(run.stop());
            return outcomes(run, source, gate, gate::end);
        }));
    }

    private Flux<Outcome> named(Flux<Outcome> outcomes) {
        return outcomes.checkpoint(target.facts().operation() + " in bulk [falcon]");
    }

    private Run run(Journal journal) {
        return new Run(target, options, patience, journal, timer);
    }

    /** A run that sends nothing writes nothing, and reads a journal only if it would go on from it. */
    private Flux<Outcome> journaled(@Nullable Iterable<String> input, Function<Journal, Flux<Outcome>> run) {
        JournalUse use = options.journal();
        if (use == null || options.dryRun() != null && !use.resume()) {
            return Flux.defer(() -> run.apply(Journal.NONE));
        }
        return options.dryRun() != null
                ? JournalReader.past(use.file(), target.facts()).flatMapMany(run)
                : Flux.usingWhen(
                        Mono.fromSupplier(() -> new JournalFile(use, target.facts(), timer)),
                        journal -> journal.open(input).flatMapMany(run),
                        JournalFile::close);
    }

    /**
     * Reads the ids that an action was begun with from its journal, for a run that goes on without a list of its own.
     *
     * <p><b>Laziness</b>: nothing happens before subscription; each subscription reads anew.
     * <br><b>Demand</b>: one value, whatever the demand.
     * <br><b>Cancellation</b>: ends the reading.
     * <br><b>Errors</b>: {@link io.falconflux.error.ActionException} if there is no such journal, or it is damaged.
     *
     * @param journal the file
     * @return the ids in their order; empty if nothing was begun, or the ids came as they were needed
     */
    public static Mono<List<String>> recordedIds(Path journal) {
        return JournalReader.input(journal).checkpoint("read journal [falcon]");
    }

    private Gate gate() {
        return new Gate(Math.min(options.chunkSize(), target.facts().most()));
    }

    private Flux<Outcome> outcomes(Run run, Flux<String> ids, Gate gate, Runnable whenHalted) {
        Flux<List<Outcome>> chunks = new Chunks(ids, gate, options.linger(), timer)
                .flatMapSequential(
                        chunk -> new Chunk(run, chunk).perform().doOnNext(done -> {
                            if (run.halted() != null) {
                                whenHalted.run();
                            }
                        }),
                        options.concurrency(),
                        1)
                .doOnNext(done -> gate.came(done.size()));
        Flux<Outcome> all = Unfold.each(chunks, done -> done).doOnRequest(gate::want);
        return run.watched(all).concatWith(Mono.defer(() -> {
            Throwable error = run.halted();
            return error == null ? Mono.empty() : Mono.error(error);
        }));
    }
}
