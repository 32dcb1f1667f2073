package io.falconflux.simulator;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lists a page: ids for incidents and behaviors, whole rows for CrowdScores.
 *
 * <p>Assumed: the order of the checks, the texts for a limit or an offset out of range, and the text for leaving the window,
 * which is another Falcon service's.
 */
final class QueryOperation<R extends Rows> implements Operation {

    private final Settings settings;
    private final Function<Tenant, Table<R>> table;
    private final int most;
    private final String sortWord;
    private final boolean entities;

    QueryOperation(Settings settings, Function<Tenant, Table<R>> table, int most, String sortWord, boolean entities) {
        this.settings = settings;
        this.table = table;
        this.most = most;
        this.sortWord = sortWord;
        this.entities = entities;
    }

    @Override
    public Reply answer(Call call, Tenant tenant) {
        R rows = table.apply(tenant).shape();
        String sort = call.parameter("sort");
        SortOrder order = sort.isEmpty() ? null : rows.sort(sort);
        if (order == null && !sort.isEmpty()) {
            return Envelope.refused(call, 400, sort + " is an invalid " + sortWord + " sort parameter");
        }
        long limit = whole(call.parameter("limit"), settings.defaultLimit());
        if (limit < 1 || limit > most) {
            return Envelope.refused(call, 400, "limit must be between 1 and " + most);
        }
        long offset = whole(call.parameter("offset"), 0);
        if (offset < 0) {
            return Envelope.refused(call, 400, "offset must be a whole number that is not negative");
        }
        if (offset + limit > settings.window()) {
            return Envelope.refused(
                    call,
                    400,
                    "offset " + offset + " and limit " + limit
                            + " are invalid; offset + limit must be less than or equal to " + settings.window());
        }
        return list(call, tenant, new Search(call.parameter("filter"), order, (int) offset, (int) limit));
    }

    /** The rows that are shown for what was asked: some others if a fault wants that. */
    private static Search shown(Search asked, Mischief mischief) {
        int shift = mischief.number(Effect.SHIFTED_PAGE, 1);
        return shift == 0
                ? asked
                : new Search(asked.filter(), asked.sort(), Math.max(0, asked.offset() + shift), asked.limit());
    }

    private Reply list(Call call, Tenant tenant, Search search) {
        Table<R> asked = table.apply(tenant);
        R rows = asked.shape();
        long draw = settings.shuffledTies() ? Seed.mix(call.request().number()) : 0;
        try {
            if (entities) {
                Listing<Row> page = asked.list(shown(search, call.mischief()), rows::row, draw);
                return write(call, search, page, Row::id, row -> row);
            }
            Listing<String> page = asked.list(shown(search, call.mischief()), rows::id, draw);
            return write(call, search, page, id -> id, id -> null);
        } catch (BadFilterException e) {
            return Envelope.refused(call, 400, "Invalid filter expression supplied");
        }
    }

    private static <T> Reply write(
            Call call, Search search, Listing<T> page, Function<T, String> id, Function<T, @Nullable Row> row) {
        Mischief mischief = call.mischief();
        List<T> rows = kept(page.rows(), mischief);
        int capacity = 512 + rows.size() * (mischief.has(Effect.UNKNOWN) ? 256 : 160);
        JsonBytes out = Envelope.open(
                call,
                Envelope.INCIDENTS,
                capacity,
                meta -> meta.key("pagination")
                        .open('{')
                        .number("offset", search.offset())
                        .number("limit", search.limit())
                        .number("total", total(page.total(), mischief))
                        .close('}'));
        if (mischief.has(Effect.NULL_RESOURCES)) {
            out.key("resources").literal("null");
        } else {
            out.key("resources").open('[');
            for (T each : rows) {
                Row whole = row.apply(each);
                if (whole == null) {
                    out.text(id.apply(each));
                } else {
                    whole.write(out, mischief.has(Effect.UNKNOWN), mischief.has(Effect.NULL_LISTS));
                }
            }
            out.close(']');
        }
        return Reply.json(200, Envelope.errors(out, mischief).close('}'));
    }

    private static <T> List<T> kept(List<T> rows, Mischief mischief) {
        if (mischief.has(Effect.EMPTY_PAGE)) {
            return List.of();
        }
        boolean half = mischief.has(Effect.SHORT_PAGE) || mischief.has(Effect.ERRORS);
        return half ? rows.subList(0, rows.size() / 2) : rows;
    }

    private static long total(long total, Mischief mischief) {
        Fault fault = mischief.first(Effect.TOTAL);
        if (fault == null) {
            return total;
        }
        long number = Long.parseLong(fault.argument());
        return Character.isDigit(fault.argument().charAt(0)) ? number : Math.max(0, total + number);
    }

    /** Reads a whole number; one that is none counts as -1, which every caller refuses. */
    private static long whole(String text, int absent) {
        if (text.isEmpty()) {
            return absent;
        }
        return text.matches("\\d{1,9}") ? Long.parseLong(text) : -1;
    }
}
