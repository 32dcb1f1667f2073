package io.falconflux.query;

import io.falconflux.error.QueryException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Any of several filters, joined by {@code ,}.
 *
 * @param operands the filters, at least two, none of them an {@code Or}
 */
public record Or(List<Fql> operands) implements Fql {

    /**
     * Copies the operands, those of an {@code Or} in its place.
     *
     * @param operands the filters, at least two
     * @throws QueryException if there are fewer than two, or they cannot be combined
     */
    public Or {
        operands = Operands.of(operands, operand -> operand instanceof Or or ? or.operands : List.of(operand));
    }

    @Override
    public Fql not() {
        return new And(operands.stream().map(Fql::not).toList());
    }

    @Override
    public String toString() {
        return operands.stream()
                .map(operand -> operand instanceof Raw ? "(" + operand + ")" : operand.toString())
                .collect(Collectors.joining(","));
    }
}
