package io.falconflux.query;

import io.falconflux.error.QueryException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Which rows to ask for, in which order, and how many at most. Immutable: each method returns another query.
 *
 * <pre>{@code
 * Query.where(new KeywordField("state").is("open")).sortedBy(new SortKey("start").desc()).limit(100)
 * }</pre>
 */
public final class Query {

    private static final Query ALL = new Query(null, null, 0);

    private final @Nullable Fql filter;
    private final @Nullable Sort sort;

    /** Rows at most; 0 for no limit. */
    private final long limit;

    private Query(@Nullable Fql filter, @Nullable Sort sort, long limit) {
        this.filter = filter;
        this.sort = sort;
        this.limit = limit;
    }

    /** {@return the query for every row, in the service's own order} */
    public static Query all() {
        return ALL;
    }

    /**
     * Asks for the rows that match a filter.
     *
     * @param filter the filter
     * @return the query
     */
    public static Query where(Fql filter) {
        return new Query(Objects.requireNonNull(filter), null, 0);
    }

    /**
     * Asks for the rows that match a filter which somebody wrote. It is not read, only trimmed, and sent as it is.
     *
     * @param filter a filter in FQL; blank for every row
     * @return the query
     * @throws QueryException if the filter is not text that UTF-8 can carry
     */
    public static Query parse(String filter) {
        String text = filter.strip();
        return text.isEmpty() ? ALL : where(Fql.raw(text));
    }

    /**
     * Narrows this query.
     *
     * @param clause what rows must match as well
     * @return a query whose filter is the clause, or both where there was one
     * @throws QueryException if the two cannot be combined; see {@link Fql#and}
     */
    public Query and(Fql clause) {
        return new Query(filter == null ? clause : filter.and(clause), sort, limit);
    }

    /**
     * Orders the rows.
     *
     * @param order the order, in place of an earlier one
     * @return a query in that order
     */
    public Query sortedBy(Sort order) {
        return new Query(filter, Objects.requireNonNull(order), limit);
    }

    /**
     * Bounds the number of rows.
     *
     * @param rows how many rows at most, 1 or more, in place of an earlier limit
     * @return a query with that limit
     * @throws QueryException if the number is less than 1
     */
    public Query limit(long rows) {
        if (rows < 1) {
            throw new QueryException("The limit is 1 or more rows, not %d; leave it out to have all".formatted(rows));
        }
        return new Query(filter, sort, rows);
    }

    /** {@return the filter; empty for every row} */
    public Optional<Fql> filter() {
        return Optional.ofNullable(filter);
    }

    /** {@return the order; empty for the service's own} */
    public Optional<Sort> sort() {
        return Optional.ofNullable(sort);
    }

    /** {@return how many rows are wanted at most; empty for all} */
    public OptionalLong limit() {
        return limit == 0 ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Query that
                && limit == that.limit
                && Objects.equals(filter, that.filter)
                && Objects.equals(sort, that.sort);
    }

    @Override
    public int hashCode() {
        return Objects.hash(filter, sort, limit);
    }

    @Override
    public String toString() {
        return "Query[filter=%s, sort=%s, limit=%s]"
                .formatted(filter == null ? "" : filter, sort == null ? "" : sort, limit == 0 ? "" : limit);
    }
}
