package io.falconflux.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.falconflux.query.Suggestion;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of a row that the document knows, by their names on the wire, with those inside of them. */
final class Fields {

    private final String collection;
    private final Map<String, RecordComponent> paths = new LinkedHashMap<>();

    /**
     * Lists them.
     *
     * @param collection the collection's name, for messages
     * @param row the type of a row
     */
    Fields(String collection, Class<?> row) {
        this.collection = collection;
        add("", row);
    }

    private void add(String prefix, Class<?> type) {
        for (RecordComponent part : parts(type)) {
            String path = prefix + name(part);
            paths.put(path, part);
            add(path + ".", inner(part.getGenericType()));
        }
    }

    /** Returns the parts of a model; none of a value, an open enum among them. */
    private static List<RecordComponent> parts(Class<?> type) {
        return type.isRecord()
                ? Arrays.stream(type.getRecordComponents())
                        .filter(part -> part.getAccessor().isAnnotationPresent(JsonProperty.class))
                        .toList()
                : List.of();
    }

    private static String name(RecordComponent part) {
        return Objects.requireNonNull(part.getAccessor().getAnnotation(JsonProperty.class))
                .value();
    }

    private static Class<?> inner(Type type) {
        Type last = type instanceof ParameterizedType many
                ? many.getActualTypeArguments()[many.getActualTypeArguments().length - 1]
                : type;
        return last instanceof Class<?> one ? one : Object.class;
    }

    /** Returns the fields of the row itself, in the document's order. */
    List<FieldPath> whole() {
        return paths.keySet().stream()
                .filter(path -> path.indexOf('.') < 0)
                .map(FieldPath::of)
                .toList();
    }

    /**
     * Reads a list of fields.
     *
     * @param text names and paths, joined by commas
     * @return the fields in the order given, each once
     * @throws UsageException if the document does not know one
     */
    List<FieldPath> named(String text) {
        List<String> names = Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        if (names.isEmpty()) {
            throw new UsageException("No fields: name some, such as --fields " + whole().get(0));
        }
        return names.stream().map(this::known).toList();
    }

    private FieldPath known(String name) {
        if (!paths.containsKey(name) && !insideOfMap(name)) {
            String meant = meant(name);
            throw new UsageException("'" + name + "' is no field of " + collection + ": "
                    + (meant == null
                            ? "write some of " + String.join(", ", names())
                            : "did you mean '" + meant + "'?"));
        }
        return FieldPath.of(name);
    }

    /** The document does not say what a map holds. */
    private boolean insideOfMap(String name) {
        int dot = name.lastIndexOf('.');
        RecordComponent part = dot < 0 ? null : paths.get(name.substring(0, dot));
        return part != null && Map.class.isAssignableFrom(part.getType());
    }

    private List<String> names() {
        return whole().stream().map(FieldPath::toString).toList();
    }

    /** The place where a name is at home, or the nearest name at all. */
    private @Nullable String meant(String name) {
        return paths.keySet().stream()
                .filter(path -> path.endsWith("." + name) || path.endsWith("_" + name))
                .findFirst()
                .orElseGet(() -> Suggestion.nearest(name, paths.keySet()));
    }
}
