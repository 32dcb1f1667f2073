package io.falconflux;

import io.falconflux.collection.ActionRequest;
import io.falconflux.collection.ActionRequest.Change;
import io.falconflux.incidents.ActionName;
import io.falconflux.incidents.IncidentStatus;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of incidents, for {@link Incidents#perform(Iterable, IncidentAction)}. Immutable.
 *
 * <pre>{@code
 * IncidentAction close = IncidentAction.builder()
 *         .status(IncidentStatus.CLOSED)
 *         .addTag("noise")
 *         .comment("false positive")
 *         .build();
 * }</pre>
 *
 * <p>All of it is done to each incident in one request. With a comment the request is never sent twice on its own, since
 * comments are added once more each time and cannot be read back.
 */
public final class IncidentAction {

    private static final Map<String, IncidentStatus> STATUS = Map.of(
            "new", IncidentStatus.NEW,
            "reopened", IncidentStatus.REOPENED,
            "in-progress", IncidentStatus.IN_PROGRESS,
            "closed", IncidentStatus.CLOSED);

    private final ActionRequest request;

    private IncidentAction(Builder b) {
        request = new ActionRequest(b.changes(), b.query);
    }

    /** Starts with nothing to do. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the action in the words of the document. */
    public ActionRequest request() {
        return request;
    }

    /** Returns what is done, without what people wrote. */
    @Override
    public String toString() {
        return "IncidentAction" + request.changes().stream().map(Change::name).toList();
    }

    /** Builds an action. */
    public static final class Builder {

        private @Nullable IncidentStatus status;
        private @Nullable String assignee;
        private boolean unassign;
        private final Set<String> added = new LinkedHashSet<>();
        private final Set<String> removed = new LinkedHashSet<>();
        private @Nullable String comment;
        private @Nullable String name;
        private @Nullable String description;
        private final Map<String, Object> query = new TreeMap<>();

        private Builder() {}

        /**
         * Sets the status.
         *
         * @param value the status
         */
        public Builder status(IncidentStatus value) {
            status = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets the status by its word or its number.
         *
         * @param word {@code new}, {@code reopened}, {@code in-progress} or {@code closed}, or 20, 25, 30 or 40
         * @throws IllegalArgumentException if it is none of them
         */
        public Builder status(String word) {
            String plain =
                    word.strip().toLowerCase(Locale.ROOT).replace(' ', '-').replace('_', '-');
            IncidentStatus found = STATUS.get(plain);
            for (IncidentStatus one : STATUS.values()) {
                found = one.toString().equals(plain) ? one : found;
            }
            if (found == null) {
                throw new IllegalArgumentException(
                        "Unknown status '" + word + "': write new, reopened, in-progress or closed");
            }
            return status(found);
        }

        /**
         * Assigns to a user.
         *
         * @param uuid the user's UUID
         */
        public Builder assign(String uuid) {
            assignee = written(uuid, "an assignee");
            return this;
        }

        /** Takes the assignee away. */
        public Builder unassign() {
            unassign = true;
            return this;
        }

        /**
         * Adds a tag; may be called several times.
         *
         * @param tag one tag
         */
        public Builder addTag(String tag) {
            added.add(written(tag, "a tag"));
            return this;
        }

        /**
         * Removes a tag; may be called several times.
         *
         * @param tag one tag, in its own case
         */
        public Builder removeTag(String tag) {
            removed.add(written(tag, "a tag"));
            return this;
        }

        /**
         * Adds a comment. It may happen that nobody knows whether it was added: see {@code UNKNOWN} in
         * {@link io.falconflux.action.Outcome.State}.
         *
         * @param text the comment
         */
        public Builder comment(String text) {
            comment = written(text, "a comment");
            return this;
        }

        /**
         * Sets the name.
         *
         * @param text the name
         */
        public Builder name(String text) {
            name = Objects.requireNonNull(text, "text");
            return this;
        }

        /**
         * Sets the description.
         *
         * @param text the description
         */
        public Builder description(String text) {
            description = Objects.requireNonNull(text, "text");
            return this;
        }

        /** Changes status and assignee of the detections of the incidents too, where nobody has set others. */
        public Builder updateDetects() {
            query.put("update_detects", true);
            return this;
        }

        /** With {@link #updateDetects()}: also where somebody has set others. */
        public Builder overwriteDetects() {
            query.put("overwrite_detects", true);
            return this;
        }

        private static String written(String text, String what) {
            if (text.isBlank()) {
                throw new IllegalArgumentException(what + " must not be empty");
            }
            return text;
        }

        private List<Change> changes() {
            List<Change> all = new ArrayList<>();
            add(all, ActionName.UPDATE_STATUS, status == null ? null : status.toString());
            add(all, ActionName.UPDATE_ASSIGNED_TO_V2, assignee);
            if (unassign) {
                all.add(new Change(ActionName.UNASSIGN.value(), null));
            }
            added.forEach(tag -> add(all, ActionName.ADD_TAG, tag));
            removed.forEach(tag -> add(all, ActionName.DELETE_TAG, tag));
            add(all, ActionName.ADD_COMMENT, comment);
            add(all, ActionName.UPDATE_NAME, name);
            add(all, ActionName.UPDATE_DESCRIPTION, description);
            return all;
        }

        private static void add(List<Change> all, ActionName action, @Nullable String value) {
            if (value != null) {
                all.add(new Change(action.value(), value));
            }
        }

        /**
         * Returns the action.
         *
         * @throws IllegalArgumentException if there is nothing to do, or one part undoes another
         */
        public IncidentAction build() {
            if (assignee != null && unassign) {
                throw new IllegalArgumentException(
                        "assigning and unassigning contradict each other: choose one of them");
            }
            for (String tag : added) {
                if (removed.contains(tag)) {
                    throw new IllegalArgumentException("the tag '" + tag + "' cannot be added and removed at once");
                }
            }
            return new IncidentAction(this);
        }
    }
}
