package io.falconflux.cli;

import io.falconflux.incidents.ActionName;
import io.falconflux.incidents.ActionParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is to become of incidents. */
final class Change {

    private static final Map<String, String> STATUS =
            Map.of("new", "20", "reopened", "25", "in-progress", "30", "closed", "40");

    @Option(names = "--status", paramLabel = "WORD", description = "new, reopened, in-progress or closed.")
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

    /**
     * Returns the actions.
     *
     * @throws UsageException if there is none, or two contradict each other
     */
    List<ActionParameter> actions() {
        if (assign != null && unassign) {
            throw new UsageException("--assign and --unassign contradict each other: give one of them");
        }
        List<ActionParameter> all = new ArrayList<>();
        add(all, ActionName.UPDATE_STATUS, status == null ? null : code(status));
        add(all, ActionName.UPDATE_ASSIGNED_TO_V2, assign);
        if (unassign) {
            all.add(new ActionParameter(ActionName.UNASSIGN, null));
        }
        addTags.forEach(tag -> add(all, ActionName.ADD_TAG, tag));
        removeTags.forEach(tag -> add(all, ActionName.DELETE_TAG, tag));
        add(all, ActionName.ADD_COMMENT, comment);
        add(all, ActionName.UPDATE_NAME, name);
        add(all, ActionName.UPDATE_DESCRIPTION, description);
        if (all.isEmpty()) {
            throw new UsageException("Nothing to do: give an action such as --status closed or --add-tag TAG");
        }
        return all;
    }

    private static String code(String word) {
        String code = STATUS.get(word);
        if (code == null) {
            throw new UsageException("Unknown status '" + word + "': write new, reopened, in-progress or closed");
        }
        return code;
    }

    private static void add(List<ActionParameter> all, ActionName action, @Nullable String value) {
        if (value != null) {
            all.add(new ActionParameter(action, value));
        }
    }
}
