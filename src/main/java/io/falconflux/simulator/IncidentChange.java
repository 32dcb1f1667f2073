package io.falconflux.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of one incident, as somebody else in the console might make it while a client is reading. Handed to the function
 * given to {@link Tenant#change}; valid only inside it.
 */
public final class IncidentChange {

    private final IncidentRow before;
    private final List<String> tags;
    private long start;
    private long end;
    private int status;
    private String state;
    private int score;
    private @Nullable String name;
    private @Nullable String description;
    private @Nullable String assignedTo;
    private @Nullable String assignedToName;
    private boolean silent;

    IncidentChange(IncidentRow before) {
        this.before = before;
        this.tags = new ArrayList<>(before.tags());
        this.start = before.start();
        this.end = before.end();
        this.status = before.status();
        this.state = before.state();
        this.score = before.score();
        this.name = before.name();
        this.description = before.description();
        this.assignedTo = before.assignedTo();
        this.assignedToName = before.assignedToName();
    }

    /**
     * Moves the incident on its time key. The end moves along, so that it stays as long as it was.
     *
     * @param instant the new start; kept to the second
     * @return this
     */
    public IncidentChange start(Instant instant) {
        long length = end - start;
        start = TimeText.nanos(Instant.ofEpochSecond(instant.getEpochSecond()));
        end = start + length;
        return this;
    }

    /**
     * Sets the status.
     *
     * @param code 20 new, 25 reopened, 30 in progress, 40 closed; others are accepted
     * @return this
     */
    public IncidentChange status(int code) {
        status = code;
        return this;
    }

    /**
     * Sets the state, which is independent of the status.
     *
     * @param word {@code open} or {@code closed}; others are accepted
     * @return this
     */
    public IncidentChange state(String word) {
        state = word;
        return this;
    }

    /**
     * Sets the score.
     *
     * @param tenths the score in tenths, 0 to 100
     * @return this
     */
    public IncidentChange score(int tenths) {
        score = tenths;
        return this;
    }

    /**
     * Sets the name.
     *
     * @param text the name; null removes it
     * @return this
     */
    public IncidentChange name(@Nullable String text) {
        name = text;
        return this;
    }

    /**
     * Sets the description.
     *
     * @param text the description; null removes it
     * @return this
     */
    public IncidentChange description(@Nullable String text) {
        description = text;
        return this;
    }

    /**
     * Assigns the incident to somebody.
     *
     * @param id the person's id; null leaves it out
     * @param displayName the person's name; null leaves it out
     * @return this
     */
    public IncidentChange assigned(@Nullable String id, @Nullable String displayName) {
        assignedTo = id;
        assignedToName = displayName;
        return this;
    }

    /**
     * Adds a tag, unless it is there.
     *
     * @param tag the tag
     * @return this
     */
    public IncidentChange addTag(String tag) {
        if (!tags.contains(tag)) {
            tags.add(tag);
        }
        return this;
    }

    /**
     * Removes a tag, if it is there.
     *
     * @param tag the tag, in its own case
     * @return this
     */
    public IncidentChange deleteTag(String tag) {
        tags.remove(tag);
        return this;
    }

    /**
     * Leaves {@code modified_timestamp} as it is, which a change key must not do: for tests of what happens then.
     *
     * @return this
     */
    public IncidentChange silently() {
        silent = true;
        return this;
    }

    @Nullable
    String assignedTo() {
        return assignedTo;
    }

    IncidentRow after(long now) {
        return new IncidentRow(
                before.origin(),
                before.number(),
                start,
                end,
                before.created(),
                silent ? before.modified() : now,
                status,
                state,
                score,
                name,
                description,
                assignedTo,
                assignedToName,
                List.copyOf(tags));
    }
}
