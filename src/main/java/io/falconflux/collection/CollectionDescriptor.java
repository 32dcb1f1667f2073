package io.falconflux.collection;

import io.falconflux.json.ElementCodec;
import io.falconflux.json.RawRow;
import io.falconflux.query.BooleanField;
import io.falconflux.query.Field;
import io.falconflux.query.KeywordField;
import io.falconflux.query.NumberField;
import io.falconflux.scan.CollectionFacts;
import io.falconflux.scan.Divider;
import io.falconflux.scan.RowKeys;
import io.falconflux.scan.TimeKey;
import io.falconflux.transport.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One collection: how its rows are listed and read, and how a row's values are reached. The constants are generated from
 * the {@code x-falcon-*} facts of a document.
 *
 * @param <T> the type of a row
 */
public final class CollectionDescriptor<T> {

    /** How pages are reached. */
    enum Style {
        OFFSET,
        CURSOR
    }

    private final CollectionFacts facts;
    private final Operation listing;
    private final Style style;
    private final @Nullable Hydration hydration;
    private final ElementCodec<T> codec;
    private final String idKey;
    private final RowKeys<T> keys;
    private final List<String> properties;
    private final List<Field> fields;

    private CollectionDescriptor(
            CollectionFacts facts,
            Operation listing,
            Style style,
            @Nullable Hydration hydration,
            ElementCodec<T> codec,
            String idKey,
            RowKeys<T> keys,
            List<String> properties,
            List<Field> fields) {
        this.facts = facts;
        this.listing = listing;
        this.style = style;
        this.hydration = hydration;
        this.codec = codec;
        this.idKey = idKey;
        this.keys = keys;
        this.properties = List.copyOf(properties);
        this.fields = List.copyOf(fields);
    }

    /**
     * Starts a descriptor; what the generated code calls.
     *
     * @param name the collection's plural name
     * @param listing the operation that lists it
     * @param <T> the type of a row
     */
    public static <T> Builder<T> builder(String name, Operation listing) {
        return new Builder<>(name, listing);
    }

    /** Returns what a scan has to know. */
    public CollectionFacts facts() {
        return facts;
    }

    /** Returns how a row's values are reached. */
    public RowKeys<T> keys() {
        return keys;
    }

    /** Returns the same collection with its rows as the bytes that the service sent. */
    public CollectionDescriptor<RawRow> raw() {
        List<String> captured = new ArrayList<>(properties);
        if (!captured.contains(idKey)) {
            captured.add(idKey);
        }
        return new CollectionDescriptor<>(
                facts,
                listing,
                style,
                hydration,
                ElementCodec.raw(captured),
                idKey,
                new RawKeys(idKey),
                captured,
                fields);
    }

    /** Returns the fields that the document lists for filters; a service may know others. */
    public List<Field> fields() {
        return fields;
    }

    /** Returns the wire name of a row's id. */
    String idKey() {
        return idKey;
    }

    Operation listing() {
        return listing;
    }

    Style style() {
        return style;
    }

    @Nullable
    Hydration hydration() {
        return hydration;
    }

    ElementCodec<T> codec() {
        return codec;
    }

    /**
     * How ids become rows.
     *
     * @param operation the entity operation
     * @param key the name of the list of ids in the request's body
     */
    record Hydration(Operation operation, String key) {}

    private record RawKeys(String idKey) implements RowKeys<RawRow> {

        @Override
        public @Nullable String id(RawRow row) {
            return row.value(idKey);
        }

        @Override
        public @Nullable String value(RawRow row, String property) {
            return row.value(property);
        }

        @Override
        public @Nullable Instant time(RawRow row, String property) {
            return row.time(property);
        }
    }

    private record TypedKeys<T>(
            Function<? super T, @Nullable String> rowId,
            Map<String, Function<? super T, ? extends @Nullable Object>> values)
            implements RowKeys<T> {

        @Override
        public @Nullable String id(T row) {
            return rowId.apply(row);
        }

        @Override
        public @Nullable String value(T row, String property) {
            Function<? super T, ? extends @Nullable Object> accessor = values.get(property);
            Object value = accessor == null ? null : accessor.apply(row);
            return value == null ? null : value.toString();
        }

        @Override
        public @Nullable Instant time(T row, String property) {
            Function<? super T, ? extends @Nullable Object> accessor = values.get(property);
            return accessor != null && accessor.apply(row) instanceof Instant time
                    ? time
                    : RowKeys.super.time(row, property);
        }
    }

    /**
     * Builds a descriptor.
     *
     * @param <T> the type of a row
     */
    public static final class Builder<T> {

        private final String name;
        private final Operation listing;
        private Style style = Style.OFFSET;
        private int pageMax;
        private int window;
        private int hydrateMax;
        private @Nullable Hydration hydration;
        private @Nullable ElementCodec<T> codec;
        private String idKey = "id";
        private @Nullable Function<? super T, @Nullable String> id;
        private @Nullable String changeKey;
        private final List<TimeKey> timeKeys = new ArrayList<>();
        private final List<Divider> dividers = new ArrayList<>();
        private final List<String> sorts = new ArrayList<>();
        private final List<Field> fields = new ArrayList<>();
        private final Map<String, Function<? super T, ? extends @Nullable Object>> values = new LinkedHashMap<>();

        private Builder(String name, Operation listing) {
            this.name = Objects.requireNonNull(name, "name");
            this.listing = Objects.requireNonNull(listing, "listing");
        }

        /**
         * Sets how a row is read and named.
         *
         * @param rows takes one row
         * @param property the wire name of the id in the row
         * @param accessor the id of a row
         */
        public Builder<T> rows(ElementCodec<T> rows, String property, Function<? super T, @Nullable String> accessor) {
            codec = rows;
            idKey = property;
            id = accessor;
            return this;
        }

        /**
         * Says that pages are reached by rank.
         *
         * @param max rows a page at most
         * @param reach offset and limit together at most
         */
        public Builder<T> offsetPages(int max, int reach) {
            style = Style.OFFSET;
            pageMax = max;
            window = reach;
            return this;
        }

        /**
         * Says that each page names the next.
         *
         * @param max rows a page at most
         */
        public Builder<T> cursorPages(int max) {
            style = Style.CURSOR;
            pageMax = max;
            window = 0;
            return this;
        }

        /**
         * Says that pages hold ids, and how ids become rows.
         *
         * @param operation the entity operation
         * @param key the name of the list of ids in the request's body
         * @param max ids a call at most
         */
        public Builder<T> hydrate(Operation operation, String key, int max) {
            hydration = new Hydration(operation, key);
            hydrateMax = max;
            return this;
        }

        /**
         * Adds a time that a scan can be ordered by, the default first.
         *
         * @param key the name in filters, in sorts and in the row
         * @param moves whether the value of a row may change
         * @param accessor the value of a row
         */
        public Builder<T> timeKey(String key, boolean moves, Function<? super T, ? extends @Nullable Object> accessor) {
            timeKeys.add(new TimeKey(key, moves));
            values.put(key, accessor);
            return this;
        }

        /**
         * Sets the time that every change of a row moves forward.
         *
         * @param key the name in filters and in sorts
         */
        public Builder<T> changeKey(String key) {
            changeKey = key;
            return this;
        }

        /**
         * Adds a field that the document lists for filters.
         *
         * @param field the field
         */
        public Builder<T> filter(Field field) {
            fields.add(field);
            return this;
        }

        /**
         * Says how a field divides rows and where a row has its value; for a field with one value a row.
         *
         * @param field the field
         * @param sortName the name in a sort; null if there is none
         * @param property the name in the row
         * @param accessor the value of a row
         * @param known the values that are known
         */
        public Builder<T> field(
                Field field,
                @Nullable String sortName,
                String property,
                Function<? super T, ? extends @Nullable Object> accessor,
                String... known) {
            values.putIfAbsent(property, accessor);
            boolean isTime = timeKeys.stream().anyMatch(key -> key.name().equals(field.name()));
            if (!isTime && (sortName != null || known.length > 0 || ordered(field))) {
                dividers.add(
                        new Divider(field.name(), sortName, property, quoted(field), ordered(field), List.of(known)));
            }
            return this;
        }

        private static boolean quoted(Field field) {
            return !(field instanceof NumberField) && !(field instanceof BooleanField);
        }

        /** The service refuses ranges of keywords and booleans. */
        private static boolean ordered(Field field) {
            return !(field instanceof KeywordField) && !(field instanceof BooleanField);
        }

        /**
         * Adds a name that the service sorts by.
         *
         * @param key the name
         */
        public Builder<T> sort(String key) {
            sorts.add(key);
            return this;
        }

        /** Returns the descriptor. */
        public CollectionDescriptor<T> build() {
            CollectionFacts facts =
                    new CollectionFacts(name, pageMax, window, hydrateMax, timeKeys, changeKey, dividers, sorts, idKey);
            return new CollectionDescriptor<>(
                    facts,
                    listing,
                    style,
                    hydration,
                    Objects.requireNonNull(codec, "rows"),
                    idKey,
                    new TypedKeys<>(Objects.requireNonNull(id, "rows"), Map.copyOf(values)),
                    List.copyOf(values.keySet()),
                    fields);
        }
    }
}
