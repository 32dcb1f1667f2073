package io.falconflux.query;

import io.falconflux.error.QueryException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Times such as {@code now-7d} in a filter, put in terms of one instant. Only texts of that very form that are compared
 * with a field of time are touched; anything else is left to the service.
 */
final class RelativeTimes {

    private static final Pattern RELATIVE = Pattern.compile("now(?:([+-])(\\d{1,9})([smhdw]))?");

    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

    private final Set<String> times;
    private final Instant now;

    RelativeTimes(Collection<? extends Field> fields, Instant now) {
        this.times = fields.stream()
                .filter(TimeField.class::isInstance)
                .map(Field::name)
                .collect(Collectors.toUnmodifiableSet());
        this.now = now;
    }

    /** Returns the filter with its times resolved; the filter itself, to the letter, if it holds none. */
    Fql resolve(Fql filter) {
        if (filter instanceof And and) {
            return new And(and.operands().stream().map(this::resolve).toList());
        }
        if (filter instanceof Or or) {
            return new Or(or.operands().stream().map(this::resolve).toList());
        }
        return filter instanceof Raw raw ? raw(raw) : comparison((Comparison) filter);
    }

    /** Raw text stays as it was written unless there is something to resolve. */
    private Fql raw(Raw raw) {
        Fql read;
        try {
            read = Fql.parse(raw.text());
        } catch (QueryException notOurDialect) {
            return raw;
        }
        Fql resolved = resolve(read);
        return resolved.equals(read) ? raw : resolved;
    }

    private Comparison comparison(Comparison comparison) {
        if (!times.contains(comparison.property())) {
            return comparison;
        }
        return new Comparison(comparison.property(), comparison.operator(), value(comparison.value()));
    }

    private Value value(Value value) {
        if (value instanceof Value.AnyOf list) {
            return new Value.AnyOf(list.values().stream().map(this::value).toList());
        }
        return value instanceof Value.Text text ? time(text) : value;
    }

    private Value time(Value.Text text) {
        Matcher parts = RELATIVE.matcher(text.text());
        if (!parts.matches()) {
            return text;
        }
        if (parts.group(1) == null) {
            return new Value.Text(now.toString());
        }
        long number = Long.parseLong(parts.group(1) + parts.group(2));
        boolean weeks = parts.group(3).equals("w");
        ChronoUnit unit = UNITS.getOrDefault(parts.group(3), ChronoUnit.DAYS);
        return new Value.Text(TimeField.sendable(shifted(text, weeks ? 7 * number : number, unit))
                .toString());
    }

    private Instant shifted(Value.Text text, long number, ChronoUnit unit) {
        try {
            return now.plus(number, unit);
        } catch (DateTimeException | ArithmeticException e) {
            throw new QueryException("%s is no time that can be sent".formatted(text));
        }
    }
}
