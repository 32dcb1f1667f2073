package io.falconflux.collection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done to entities, in the words of their document.
 *
 * @param changes the changes in their order, each done to every entity
 * @param query query parameters beside the body, by their names on the wire
 */
public record ActionRequest(List<Change> changes, Map<String, Object> query) {

    /** Copies the parts. */
    public ActionRequest {
        changes = List.copyOf(changes);
        query = Map.copyOf(query);
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("nothing to do: an action has at least one change");
        }
    }

    /**
     * One change.
     *
     * @param name its name on the wire
     * @param value what it is done with; null for none
     */
    public record Change(String name, @Nullable String value) {

        /** Checks the name. */
        public Change {
            Objects.requireNonNull(name, "name");
        }
    }

    /** Returns everything as text that tells it from any other request. */
    String text() {
        List<String> parts = new ArrayList<>();
        changes.forEach(change -> parts.add(change.name() + (change.value() == null ? "" : "=" + change.value())));
        query.keySet().stream().sorted().forEach(name -> parts.add("?" + name + "=" + query.get(name)));
        StringBuilder text = new StringBuilder();
        parts.forEach(
                part -> text.append(part.length()).append(':').append(part).append('\n'));
        return text.toString();
    }

    /** Returns the names of the changes, how often each is there, and no value. */
    String summary() {
        Map<String, Integer> times = new LinkedHashMap<>();
        changes.forEach(change -> times.merge(change.name(), 1, Integer::sum));
        List<String> parts = new ArrayList<>();
        times.forEach((name, number) -> parts.add(number == 1 ? name : number + " " + name));
        return String.join(", ", parts);
    }
}
