package io.falconflux.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.falconflux.action.Outcome;
import io.falconflux.action.Outcome.State;
import io.falconflux.error.FalconException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** One bulk action from its first outcome to its exit code: a line for each id as soon as it is known. */
final class ActRun {

    private final Surroundings around;
    private final boolean dryRun;
    private final String goOn;
    private final Sinks.One<Boolean> stop = Sinks.one();
    private final Map<State, Integer> counts = new EnumMap<>(State.class);
    private @Nullable String first;
    private @Nullable Outcome worst;
    private volatile boolean stopped;

    /**
     * Prepares.
     *
     * @param around where to print
     * @param dryRun whether nothing is sent
     * @param journaled whether the run can go on if it does not come to its end
     * @param first what is said as soon as there is an outcome; null if there is nothing to say
     */
    ActRun(Surroundings around, boolean dryRun, boolean journaled, @Nullable String first) {
        this.around = around;
        this.dryRun = dryRun;
        this.first = first;
        this.goOn = journaled ? ". Go on with --resume" : "";
    }

    /** Ends it from any thread, in good order. */
    void stop() {
        stopped = true;
        end();
    }

    private void end() {
        stop.tryEmitValue(true);
    }

    /** Returns the signal that a run has to stop at. */
    Mono<Boolean> stopped() {
        return stop.asMono();
    }

    /**
     * Acts.
     *
     * @param outcomes the outcomes
     * @param ahead how many may be on their way before one is written
     * @return the exit code
     */
    int follow(Flux<Outcome> outcomes, int ahead) {
        EventFeed<Outcome> feed = new EventFeed<>();
        outcomes.limitRate(ahead).subscribe(feed);
        try {
            written(feed);
            return stopped ? interrupted() : finished();
        } catch (FalconException e) {
            Complaint complaint = Complaint.of(e);
            String line = complaint.line();
            around.say(line + (counts.isEmpty() ? "" : (line.endsWith(".") ? " " : ". ") + summary() + goOn));
            return complaint.exitCode();
        }
    }

    private void announce() {
        if (first != null) {
            around.say(first);
            first = null;
        }
    }

    /** If a line cannot be written, the run is ended in good order all the same, so that a journal has all of it. */
    private void written(EventFeed<Outcome> feed) {
        OutputException unwritable = null;
        try (PipeOutput out = new PipeOutput(around.out())) {
            for (Outcome outcome = feed.next(); outcome != null; outcome = feed.next()) {
                announce();
                counts.merge(outcome.state(), 1, Integer::sum);
                worst = worst == null && outcome.state() != State.APPLIED ? outcome : worst;
                unwritable = unwritable == null ? write(outcome, out) : unwritable;
            }
        }
        if (unwritable != null) {
            if (counts.keySet().stream().anyMatch(state -> state != State.APPLIED)) {
                around.say("the outcomes could not all be written. " + summary() + goOn);
            }
            throw unwritable;
        }
    }

    private @Nullable OutputException write(Outcome outcome, PipeOutput out) {
        try {
            out.page(to -> Format.ID_LINES.row(line(outcome), to));
            return null;
        } catch (OutputException e) {
            end();
            return e;
        }
    }

    /** The line for programs. */
    static String line(Outcome outcome) {
        ObjectNode tree = Tree.object()
                .put("id", outcome.id())
                .put("outcome", outcome.state().word());
        boolean plain = outcome.state() == State.APPLIED && outcome.reason() == null;
        if (outcome.reason() != null) {
            tree.put("message", Complaint.line(outcome.reason()));
        }
        if (outcome.traceId() != null && !plain) {
            tree.put("trace_id", outcome.traceId());
        }
        return Tree.line(tree);
    }

    private int finished() {
        if (dryRun || counts.keySet().stream().allMatch(state -> state == State.APPLIED)) {
            return ExitCode.COMPLETE;
        }
        around.say(summary() + why());
        return ExitCode.INCOMPLETE;
    }

    /** Says of the first that failed what its line says, since lines often go elsewhere. */
    private String why() {
        Outcome first = worst;
        if (first == null || first.reason() == null) {
            return "";
        }
        String trace = first.traceId() == null ? "" : " (trace id " + first.traceId() + ")";
        return ". The first: " + Complaint.line(first.reason()) + trace;
    }

    private int interrupted() {
        around.say("interrupted. " + summary() + goOn);
        return ExitCode.INTERRUPTED;
    }

    private String summary() {
        List<String> parts = new ArrayList<>();
        counts.forEach((state, number) -> parts.add(
                String.format(Locale.ROOT, "%,d %s", number, state.word().replace('_', ' '))));
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        return String.format(Locale.ROOT, "Of %,d incidents: %s", all, String.join(", ", parts));
    }
}
