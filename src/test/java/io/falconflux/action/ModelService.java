package io.falconflux.action;

import io.falconflux.action.ActionFacts.Visibility;
import io.falconflux.error.ApiError;
import io.falconflux.error.FalconException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * A service in memory with a log of what it did. What goes wrong is decided by a function that is asked at each sending; what
 * a service of the kind would say by itself (a malformed id, too many ids, ids that it does not know) it says.
 */
final class ModelService implements ActionTarget {

    /** What it says to ids that it does not know. */
    enum Unknown {
        SILENT,
        NAMED,
        REFUSED
    }

    /** Whether it counts what it changed. */
    enum Counts {
        TRUE,
        NONE
    }

    final Map<String, ModelRow> rows = new LinkedHashMap<>();
    final List<List<String>> sent = new ArrayList<>();
    final Set<String> inDoubt = new HashSet<>();
    final List<Integer> readTries = new ArrayList<>();
    int reads;
    Unknown unknown = Unknown.NAMED;
    Counts counts = Counts.TRUE;
    boolean named = true;
    int most = 5_000;
    BiFunction<Integer, List<String>, ModelFault> faults = (number, ids) -> ModelFault.NONE;
    double unreadable;

    /** How likely somebody else changes a row before it is read. */
    double meddling;

    /** How long a service takes to do what it was sent when the reply was lost. */
    Duration slow = Duration.ZERO;

    boolean quiet;
    boolean shut;
    private ActionFacts facts;
    private final Random random;
    private Duration latency = Duration.ZERO;
    private Scheduler clock;
    private Scheduler timer;
    private long skew;

    private ModelService(boolean replayable, Visibility visibility, int ids, long seed) {
        this.facts = new ActionFacts("Act", "me", "does", "does it", 5_000, replayable, visibility, 50);
        this.random = new Random(seed);
        Ids.of(ids).forEach(id -> rows.put(id, new ModelRow()));
    }

    /** A status, which may be set twice and can be read back. */
    static ModelService ofStatus(int ids) {
        return new ModelService(true, Visibility.WHOLE, ids, 1);
    }

    /** A comment. */
    static ModelService ofComment(int ids) {
        return new ModelService(false, Visibility.NONE, ids, 1);
    }

    static ModelService of(boolean replayable, Visibility visibility, int ids, long seed) {
        return new ModelService(replayable, visibility, ids, seed);
    }

    ModelService latency(Duration time, Scheduler timer) {
        latency = time;
        clock = timer;
        return this;
    }

    /**
     * Gives it a clock, so that it tells when rows were changed.
     *
     * @param time the clock of the caller
     * @param ahead how far its own is ahead of that
     */
    ModelService clock(Scheduler time, Duration ahead) {
        timer = time;
        skew = ahead.toMillis();
        rows.values().forEach(row -> row.changed = now() - Duration.ofDays(1).toMillis());
        return this;
    }

    /** The caller begins anew, with a clock of another time; the service's own goes on. */
    ModelService callerClock(Scheduler time) {
        long before = now();
        timer = time;
        skew += before + 60_000 - now();
        return this;
    }

    private long now() {
        return timer == null ? 0 : timer.now(TimeUnit.MILLISECONDS) + skew;
    }

    /** The row was changed so long ago. */
    void changed(String id, Duration ago) {
        row(id).changed = now() - ago.toMillis();
        row(id).meddled |= ago.compareTo(Duration.ofSeconds(4)) < 0;
    }

    ModelService as(String tenant, String action, String summary) {
        facts = new ActionFacts(
                facts.operation(),
                tenant,
                action,
                summary,
                facts.most(),
                facts.replayable(),
                facts.visibility(),
                facts.mostRead());
        return this;
    }

    /** The n-th sending, from 1, meets with this fault; no other does. */
    ModelService fault(int number, ModelFault fault) {
        faults = (n, ids) -> n == number ? fault : ModelFault.NONE;
        return this;
    }

    ModelService always(ModelFault fault) {
        faults = (n, ids) -> fault;
        return this;
    }

    ModelRow row(String id) {
        return rows.get(id);
    }

    @Override
    public ActionFacts facts() {
        return facts;
    }

    @Override
    public boolean wellFormed(String id) {
        return id.matches("inc:[0-9a-f]{32}:[0-9a-f]{32}");
    }

    @Override
    public String preview(List<String> ids) {
        return "ACT " + ids;
    }

    @Override
    public Mono<Answer> send(List<String> ids) {
        return later(Mono.defer(() -> answer(ids)));
    }

    private <T> Mono<T> later(Mono<T> now) {
        return latency.isZero() ? now : Mono.delay(latency, clock).then(now);
    }

    private synchronized Mono<Answer> answer(List<String> ids) {
        sent.add(ids);
        ids.stream().filter(rows::containsKey).forEach(id -> row(id).sendings++);
        ModelFault fault = faults.apply(sent.size(), ids);
        shut |= fault == ModelFault.UNSENT || fault == ModelFault.NO_TOKEN;
        if (fault.doubtful) {
            inDoubt.addAll(ids);
        }
        if (fault.before != null) {
            return Mono.error(fault.before.get());
        }
        FalconException own = own(ids);
        if (own != null) {
            return Mono.error(own);
        }
        List<ApiError> errors = new ArrayList<>();
        int done = 0;
        double skipped = fault.believed && counts == Counts.NONE ? 0 : fault.skipped;
        for (String id : ids) {
            if (!rows.containsKey(id)) {
                if (unknown == Unknown.NAMED) {
                    errors.add(new ApiError(404, "not found", id));
                }
            } else if (row(id).locked || random.nextDouble() < fault.refused) {
                row(id).refusals += fault.instead == null || fault.refused > 0 ? 1 : 0;
                errors.add(Errors.about(id));
            } else if (random.nextDouble() >= skipped) {
                execute(row(id), fault.doubtful && timer != null);
                done++;
            }
        }
        if (fault.instead != null) {
            return Mono.error(fault.instead.of(done, errors));
        }
        if (fault.words != null) {
            errors.add(Errors.words(fault.words));
        }
        return Mono.just(new Answer(errors, counts == Counts.NONE ? null : done, "t-" + sent.size()));
    }

    /** What the service refuses by itself. */
    private FalconException own(List<String> ids) {
        if (ids.size() > most) {
            return Errors.refused(413);
        }
        for (String id : ids) {
            if (!wellFormed(id) || unknown == Unknown.REFUSED && !rows.containsKey(id)) {
                return Errors.refused(400, Errors.words(named ? "invalid incident id=" + id : "bad request"));
            }
        }
        return null;
    }

    /** Somebody else changes it back and forth. */
    private void meddle() {
        rows.values().stream().filter(row -> random.nextDouble() < meddling).forEach(row -> {
            row.effect ^= true;
            row.meddled = true;
            row.changed = now();
        });
    }

    private void execute(ModelRow row, boolean slowly) {
        if (slowly && !slow.isZero()) {
            timer.schedule(() -> row.execute(now()), slow.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            row.execute(now());
        }
    }

    @Override
    public Mono<Sighting> read(List<String> ids, int tries) {
        readTries.add(tries);
        return later(Mono.defer(() -> seen(ids)));
    }

    private synchronized Mono<Sighting> seen(List<String> ids) {
        reads++;
        meddle();
        if (random.nextDouble() < unreadable) {
            return Mono.error(Errors.cut());
        }
        boolean whole = random.nextDouble() >= unreadable;
        Set<String> shown = new HashSet<>();
        Set<String> hidden = new HashSet<>();
        Map<String, Duration> ages = new HashMap<>();
        for (String id : ids) {
            if (rows.containsKey(id) && (whole || random.nextBoolean())) {
                row(id).shown |= row(id).effect;
                (facts.visibility() == Visibility.NONE || row(id).effect ? shown : hidden).add(id);
                if (timer != null) {
                    ages.put(id, Duration.ofMillis(now() / 1_000 * 1_000 - row(id).changed));
                }
            }
        }
        return Mono.just(new Sighting(shown, hidden, whole, ages));
    }
}
