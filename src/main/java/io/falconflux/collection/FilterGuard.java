package io.falconflux.collection;

import io.falconflux.error.QueryException;
import io.falconflux.error.RefusedException;
import io.falconflux.query.BooleanField;
import io.falconflux.query.Field;
import io.falconflux.query.Fql;
import io.falconflux.query.NumberField;
import io.falconflux.query.StringField;
import io.falconflux.query.TimeField;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds out whether the service heeds a filter, by asking for what cannot be: each property of the filter compared with a
 * value that no row has, and the whole filter together with such a clause. Equal counts with and without the filter alone
 * prove nothing, since every row may match; they are evidence only where a filter cannot be read here.
 */
final class FilterGuard {

    private static final String NO_TEXT = "falconflux-canary";
    private static final int NO_NUMBER = -999_999_937;
    private static final Instant NO_TIME = Instant.parse("0001-01-01T00:00:00Z");
    private static final int BAD_REQUEST = 400;

    private final CollectionDescriptor<?> collection;
    private final Function<@Nullable String, Mono<Seen>> list;

    /**
     * Prepares.
     *
     * @param collection whose fields are known
     * @param list lists one row that matches a filter, or any row for null
     */
    FilterGuard(CollectionDescriptor<?> collection, Function<@Nullable String, Mono<Seen>> list) {
        this.collection = collection;
        this.list = list;
    }

    /**
     * What came of listing one row.
     *
     * @param row whether a row came
     * @param total how many match, by the service's own count
     */
    record Seen(boolean row, long total) {}

    /** Checks a filter; ends in the service's refusal if it refuses the filter. */
    Mono<FilterCheck> check(String filter) {
        Set<String> properties = Fql.properties(Fql.raw(filter));
        Mono<Long> matching = list.apply(filter).map(Seen::total);
        Mono<Long> all = list.apply(null).map(Seen::total);
        Mono<List<String>> ignored =
                Flux.fromIterable(properties).filterWhen(this::ignored, 1).collectList();
        return matching.flatMap(some -> all.flatMap(every -> ignored.flatMap(names -> finds(impossible(filter))
                .map(deaf -> new FilterCheck(
                        some, every, names, deaf || properties.isEmpty() && some > 0 && some.equals(every))))));
    }

    private Mono<Boolean> ignored(String property) {
        return finds(Optional.of(canary(property)));
    }

    /** Returns whether rows come; a service that refuses has at least read what it was asked. */
    private Mono<Boolean> finds(Optional<Fql> clause) {
        return Mono.justOrEmpty(clause)
                .flatMap(one -> list.apply(one.toString()))
                .map(Seen::row)
                .onErrorReturn(FilterGuard::refused, false)
                .defaultIfEmpty(false);
    }

    private static boolean refused(Throwable error) {
        return error instanceof RefusedException refusal && refusal.status() == BAD_REQUEST;
    }

    /** Returns the filter and a clause that no row satisfies; empty if the filter cannot stand in parentheses. */
    private Optional<Fql> impossible(String filter) {
        String key = known(collection.idKey()) == null
                ? collection.facts().defaultKey().name()
                : collection.idKey();
        try {
            return Optional.of(Fql.raw(filter).and(canary(key)));
        } catch (QueryException e) {
            return Optional.empty();
        }
    }

    private Fql canary(String property) {
        Field field = known(property);
        if (field instanceof NumberField number) {
            return number.is(NO_NUMBER);
        }
        if (field instanceof TimeField time) {
            return time.is(NO_TIME);
        }
        if (field instanceof BooleanField flag) {
            return flag.isTrue().and(flag.isFalse());
        }
        return new StringField(property).is(NO_TEXT);
    }

    private @Nullable Field known(String property) {
        return collection.fields().stream()
                .filter(field -> field.name().equals(property))
                .findFirst()
                .orElse(null);
    }
}
