package io.falconflux.scan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * What other people do between any two calls. Every change of a row moves {@code modified} to now, except {@link
 * Kind#SILENT}, which is what nobody can see.
 */
final class ModelChurn {

    /** One thing that other people do. */
    enum Kind {
        INSERT,
        BACKDATE,
        DELETE,
        LEAVE,
        ENTER,
        LATER,
        EARLIER,
        TOUCH,
        SILENT
    }

    /** Everything that a scan must survive without a loss. */
    static final List<Kind> ALL = List.of(
            Kind.INSERT, Kind.BACKDATE, Kind.DELETE, Kind.LEAVE, Kind.ENTER, Kind.LATER, Kind.EARLIER, Kind.TOUCH);

    /** The same where the time of a row never changes. */
    static final List<Kind> FIXED_TIMES =
            List.of(Kind.INSERT, Kind.BACKDATE, Kind.DELETE, Kind.LEAVE, Kind.ENTER, Kind.TOUCH);

    /** The same where nothing of a row ever changes but whether it matches, so that no change key is needed. */
    static final List<Kind> FIXED_ROWS = List.of(Kind.INSERT, Kind.BACKDATE, Kind.DELETE, Kind.LEAVE, Kind.ENTER);

    private final double rate;
    private final List<Kind> kinds;
    private final Random random;
    private int inserted;

    /**
     * Sets how much happens.
     *
     * @param rate changes between two calls, on average
     * @param kinds what happens, each as often as the others
     */
    ModelChurn(double rate, List<Kind> kinds, long seed) {
        this.rate = rate;
        this.kinds = kinds;
        this.random = new Random(seed);
    }

    static ModelChurn none() {
        return new ModelChurn(0, List.of(), 0);
    }

    void tick(ModelRows rows, Instant now) {
        int changes = (int) rate + (random.nextDouble() < rate - (int) rate ? 1 : 0);
        for (int i = 0; i < changes; i++) {
            change(rows, now, kinds.get(random.nextInt(kinds.size())));
        }
    }

    private void change(ModelRows rows, Instant now, Kind kind) {
        Row row = rows.any(random);
        if (row == null || kind == Kind.INSERT || kind == Kind.BACKDATE) {
            rows.put(fresh(rows, now, kind == Kind.BACKDATE));
            return;
        }
        switch (kind) {
            case DELETE -> rows.remove(row.id());
            case LEAVE -> rows.put(row.state("closed").modified(now));
            case ENTER -> rows.put(row.state("open").modified(now));
            case LATER -> rows.put(row.start(between(row.start(), now)).modified(now));
            case EARLIER ->
                rows.put(row.start(between(rows.earliest(), row.start())).modified(now));
            case SILENT -> rows.put(row.start(between(rows.earliest(), now)));
            default -> rows.put(row.score(random.nextInt(101)).modified(now));
        }
    }

    private Row fresh(ModelRows rows, Instant now, boolean backdated) {
        Instant start = backdated && rows.size() > 0 ? between(rows.earliest(), now) : now;
        return Row.of("new-" + inserted++, start)
                .modified(now)
                .score(random.nextInt(101))
                .state(random.nextInt(4) == 0 ? "closed" : "open");
    }

    private Instant between(Instant from, Instant to) {
        long nanos = Duration.between(from, to).toNanos();
        return nanos <= 0 ? from : from.plusNanos((long) (random.nextDouble() * nanos));
    }
}
