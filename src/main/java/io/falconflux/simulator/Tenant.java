package io.falconflux.simulator;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * One customer's rows, and the hands of everybody else who works on them while a client reads: the methods here insert,
 * change and delete, from any thread, and each change of an incident bumps its {@code modified_timestamp} to a moment, in
 * nanoseconds, that is later than any before it.
 */
public final class Tenant {

    private final String cid;
    private final Clock clock;
    private final Table<IncidentRows> incidents;
    private final Table<BehaviorRows> behaviors;
    private final Table<ScoreRows> crowdScores;
    private final Map<String, List<String>> comments = new ConcurrentHashMap<>();
    private long latest;

    Tenant(String cid, Seed seed, Settings settings) {
        this.cid = cid;
        this.clock = settings.clock();
        Layout layout = settings.layout();
        IncidentSeed rows = new IncidentSeed(seed, layout, settings.incidents(), cid);
        this.incidents = new Table<>(new IncidentRows(rows, settings.incidents()));
        this.behaviors = new Table<>(new BehaviorRows(seed, layout, settings.behaviors(), rows, settings.incidents()));
        this.crowdScores = new Table<>(new ScoreRows(seed, layout, settings.crowdScores(), cid));
        this.latest = rows.quiet();
    }

    /**
     * Returns the customer's id.
     *
     * @return 32 hexadecimal digits
     */
    public String cid() {
        return cid;
    }

    /**
     * Lists the incidents that match a filter now, without any limit, oldest start first.
     *
     * @param filter an FQL filter, empty for all
     * @return their ids
     * @throws IllegalArgumentException if the service would refuse the filter
     */
    public List<String> incidentIds(String filter) {
        return ids(incidents, filter, incidents.shape()::id);
    }

    /**
     * Lists the behaviors that match a filter now, without any limit, oldest first.
     *
     * @param filter an FQL filter, empty for all
     * @return their ids
     * @throws IllegalArgumentException if the service would refuse the filter
     */
    public List<String> behaviorIds(String filter) {
        return ids(behaviors, filter, behaviors.shape()::id);
    }

    /**
     * Lists the CrowdScores that match a filter now, without any limit, oldest first.
     *
     * @param filter an FQL filter, empty for all
     * @return their ids
     * @throws IllegalArgumentException if the service would refuse the filter
     */
    public List<String> crowdScoreIds(String filter) {
        return ids(crowdScores, filter, crowdScores.shape()::id);
    }

    private static List<String> ids(Table<?> table, String filter, java.util.function.IntFunction<String> id) {
        try {
            SortOrder oldestFirst = new SortOrder(table.shape().timeKey(), false);
            return List.copyOf(table.list(new Search(filter, oldestFirst, 0, Integer.MAX_VALUE), id, 0)
                    .rows());
        } catch (BadFilterException e) {
            throw new IllegalArgumentException(filter + ": " + e.getMessage(), e);
        }
    }

    /**
     * Shows an incident as it is now.
     *
     * @param id an incident's id
     * @return its JSON; empty if there is none
     */
    public Optional<String> incident(String id) {
        return incidents.find(List.of(id)).stream().findFirst().map(row -> {
            JsonBytes out = new JsonBytes(4_096);
            row.write(out, false, false);
            return out.toString();
        });
    }

    /**
     * Returns the comments that were added to an incident, oldest first. The service's own interface cannot read them back.
     *
     * @param id an incident's id
     * @return the texts
     */
    public List<String> comments(String id) {
        return List.copyOf(comments.getOrDefault(id, List.of()));
    }

    /**
     * Adds an incident.
     *
     * @param start when it began, kept to the second
     * @return its id
     */
    public String insert(Instant start) {
        return incidents.write(rows -> rows.id(rows.insert(TimeText.nanos(start), tick())));
    }

    /**
     * Adds incidents that begin now.
     *
     * @param count how many
     * @return their ids
     */
    public List<String> insert(int count) {
        return incidents.write(rows -> {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                long now = tick();
                ids.add(rows.id(rows.insert(now, now)));
            }
            return ids;
        });
    }

    /**
     * Adds a behavior.
     *
     * @param timestamp when it was seen, kept to the millisecond
     * @return its id
     */
    public String insertBehavior(Instant timestamp) {
        return behaviors.write(rows -> rows.id(rows.insert(TimeText.nanos(timestamp))));
    }

    /**
     * Adds a CrowdScore.
     *
     * @param timestamp when it was computed, kept to the millisecond
     * @return its id
     */
    public String insertCrowdScore(Instant timestamp) {
        return crowdScores.write(rows -> rows.id(rows.insert(TimeText.nanos(timestamp))));
    }

    /**
     * Deletes rows of any kind; ids that do not exist are passed over.
     *
     * @param ids ids of incidents, behaviors or CrowdScores
     * @return how many were there
     */
    public int delete(String... ids) {
        int deleted = 0;
        for (String id : ids) {
            Table<?> table = id.startsWith("inc:") ? incidents : id.startsWith("ind:") ? behaviors : crowdScores;
            deleted += table.write(rows -> {
                int row = rows.number(id);
                boolean there = rows.exists(row);
                if (there) {
                    rows.delete(row);
                }
                return there ? 1 : 0;
            });
        }
        return deleted;
    }

    /**
     * Changes an incident and bumps its {@code modified_timestamp}.
     *
     * @param id the incident's id
     * @param edit what to change
     * @return whether there is such an incident
     */
    public boolean change(String id, Consumer<IncidentChange> edit) {
        return !change(List.of(id), edit).isEmpty();
    }

    /** Changes those of the incidents that exist, each at its own moment; returns their ids. */
    List<String> change(List<String> ids, Consumer<IncidentChange> edit) {
        return incidents.write(rows -> {
            List<String> changed = new ArrayList<>();
            for (String id : ids) {
                int row = rows.number(id);
                if (rows.exists(row)) {
                    rows.change(row, edit, tick());
                    changed.add(id);
                }
            }
            return changed;
        });
    }

    void comment(String id, String text) {
        comments.computeIfAbsent(id, key -> new CopyOnWriteArrayList<>()).add(text);
    }

    Table<IncidentRows> incidents() {
        return incidents;
    }

    Table<BehaviorRows> behaviors() {
        return behaviors;
    }

    Table<ScoreRows> crowdScores() {
        return crowdScores;
    }

    /** Now, in nanoseconds, and later than ever before. */
    private synchronized long tick() {
        long now = TimeText.nanos(clock.instant());
        latest = Math.max(latest + 1, now);
        return latest;
    }

    @Override
    public String toString() {
        return "Tenant " + cid;
    }
}
