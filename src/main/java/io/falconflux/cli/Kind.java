package io.falconflux.cli;

import io.falconflux.collection.CollectionDescriptor;
import io.falconflux.collection.FalconCollection;
import io.falconflux.incidents.Behavior;
import io.falconflux.incidents.EnvironmentScore;
import io.falconflux.incidents.Incident;
import io.falconflux.incidents.IncidentsApi;
import io.falconflux.incidents.IncidentsCollections;
import io.falconflux.json.RawRow;
import io.falconflux.query.Field;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.Exchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import reactor.core.publisher.Mono;

/** What can be asked for: a collection, and how its rows look in columns. */
@SuppressWarnings("ImmutableEnumChecker") // descriptors and these lists are immutable, only not annotated
enum Kind {
    INCIDENTS(
            IncidentsCollections.QueryIncidents.COLLECTION,
            Incident.class,
            List.of("start", "status", "fine_score", "name", "state", "assigned_to_name", "incident_id")),
    BEHAVIORS(
            IncidentsCollections.QueryBehaviors.COLLECTION,
            Behavior.class,
            List.of("timestamp", "tactic", "technique", "display_name", "user_name", "behavior_id")),
    CROWDSCORES(
            IncidentsCollections.CrowdScore.COLLECTION,
            EnvironmentScore.class,
            List.of("timestamp", "score", "adjusted_score", "id"));

    private final CollectionDescriptor<RawRow> descriptor;
    private final Class<? extends Record> row;
    private final List<String> glance;

    Kind(CollectionDescriptor<?> descriptor, Class<? extends Record> row, List<String> glance) {
        this.descriptor = descriptor.raw();
        this.row = row;
        this.glance = glance;
    }

    /** Returns the word for it on the command line. */
    String word() {
        return descriptor.facts().name();
    }

    /**
     * Writes the id of a row, one line.
     *
     * @param row the row
     * @param out where to
     * @throws IOException if writing fails
     */
    void idLine(RawRow row, OutputStream out) throws IOException {
        String id = descriptor.keys().id(row);
        if (id != null) {
            Format.ID_LINES.row(id, out);
        }
    }

    /** Returns the name of the time by which rows are ordered. */
    String timeKey() {
        return descriptor.facts().defaultKey().name();
    }

    /** Returns the fields that the document lists for filters. */
    List<Field> fields() {
        return descriptor.fields();
    }

    /** Returns whether single rows can be read by id. */
    boolean readable() {
        return descriptor.facts().hydrateMax() > 0;
    }

    /**
     * Opens the collection, its rows as the service sends them.
     *
     * @param exchange where calls go
     * @param tenant whose rows, for checkpoints
     */
    FalconCollection<RawRow> open(Exchange exchange, String tenant) {
        return new FalconCollection<>(descriptor, exchange, tenant);
    }

    /** Returns the fields of a row that the document knows. */
    Fields fieldsOfRows() {
        return new Fields(word(), row);
    }

    /** Returns the few fields that people want to see, the id last and what they need least before it. */
    List<FieldPath> glance() {
        return glance.stream().map(FieldPath::of).toList();
    }

    /**
     * Lists one row: the cheapest read that there is.
     *
     * @param exchange where the call goes
     * @param filter which rows; null for all
     */
    Mono<? extends ApiReply<?>> glimpse(Exchange exchange, @Nullable String filter) {
        IncidentsApi api = new IncidentsApi(exchange);
        return switch (this) {
            case INCIDENTS -> api.queryIncidents(filter, null, 1, null);
            case BEHAVIORS -> api.queryBehaviors(filter, null, 1, null);
            case CROWDSCORES -> api.crowdScore(filter, null, 1, null);
        };
    }

    /** The words for collections. */
    static final class Words extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        Words() {
            super(Arrays.stream(Kind.values()).map(Kind::word).toList());
        }
    }

    /** The words for collections whose rows can be read by id. */
    static final class ReadableWords extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        ReadableWords() {
            super(Arrays.stream(Kind.values())
                    .filter(Kind::readable)
                    .map(Kind::word)
                    .toList());
        }
    }

    /** Reads the word for any collection. */
    static final class Word implements ITypeConverter<Kind> {

        @Override
        public Kind convert(String text) {
            return among(text, List.of(values()));
        }
    }

    /** Reads the word for a collection whose rows can be read by id. */
    static final class ReadableWord implements ITypeConverter<Kind> {

        @Override
        public Kind convert(String text) {
            return among(text, Arrays.stream(values()).filter(Kind::readable).toList());
        }
    }

    private static Kind among(String text, List<Kind> kinds) {
        return kinds.stream()
                .filter(kind -> kind.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("write one of "
                        + kinds.stream().map(Kind::word).collect(Collectors.joining(", ")) + ", not '" + text + "'"));
    }
}
