package io.falconflux.cli;

import io.falconflux.IncidentAction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is to become of incidents. */
final class Change {

    /** The words of a status, for the shell. */
    static final class Statuses extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        Statuses() {
            super(List.of("new", "reopened", "in-progress", "closed"));
        }
    }

    @Option(
            names = "--status",
            paramLabel = "WORD",
            completionCandidates = Statuses.class,
            description = "new, reopened, in-progress or closed.")
    private @Nullable String status;

    @Option(names = "--assign", paramLabel = "UUID", description = "The user to assign to.")
    private @Nullable String assign;

    @Option(names = "--unassign", description = "Takes the assignee away.")
    private boolean unassign;

    @Option(names = "--add-tag", paramLabel = "TAG", description = "Adds a tag; may be repeated.")
    private List<String> addTags = new ArrayList<>();

    @Option(names = "--remove-tag", paramLabel = "TAG", description = "Removes a tag, by its case; may be repeated.")
    private List<String> removeTags = new ArrayList<>();

    @Option(names = "--comment", paramLabel = "TEXT", description = "Adds a comment, which is never sent twice.")
    private @Nullable String comment;

    @Option(names = "--name", paramLabel = "TEXT", description = "Sets the name.")
    private @Nullable String name;

    @Option(names = "--description", paramLabel = "TEXT", description = "Sets the description.")
    private @Nullable String description;

    @Option(names = "--update-detects", description = "Changes status and assignee of the incident's detections too.")
    private boolean updateDetects;

    @Option(
            names = "--overwrite-detects",
            description = "With --update-detects, even where somebody set another value.")
    private boolean overwriteDetects;

    /**
     * Returns the action.
     *
     * @throws UsageException if there is nothing to do, or two options contradict each other
     * @throws IllegalArgumentException if a value is none
     */
    IncidentAction action() {
        if (assign != null && unassign) {
            throw new UsageException("--assign and --unassign contradict each other: give one of them");
        }
        if (empty()) {
            throw new UsageException("Nothing to do: give an action such as --status closed or --add-tag TAG");
        }
        IncidentAction.Builder action = IncidentAction.builder();
        if (status != null) {
            action.status(status);
        }
        if (assign != null) {
            action.assign(assign);
        }
        if (unassign) {
            action.unassign();
        }
        addTags.forEach(action::addTag);
        removeTags.forEach(action::removeTag);
        texts(action);
        if (updateDetects) {
            action.updateDetects();
        }
        if (overwriteDetects) {
            action.overwriteDetects();
        }
        return action.build();
    }

    private void texts(IncidentAction.Builder action) {
        if (comment != null) {
            action.comment(comment);
        }
        if (name != null) {
            action.name(name);
        }
        if (description != null) {
            action.description(description);
        }
    }

    private boolean empty() {
        boolean texts = status != null || assign != null || comment != null || name != null || description != null;
        return !texts && !unassign && addTags.isEmpty() && removeTags.isEmpty();
    }
}
