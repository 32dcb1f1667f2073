package io.falconflux.query;

import io.falconflux.error.QueryException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All of several filters, joined by {@code +}.
 *
 * @param operands the filters, at least two, none of them an {@code And}
 */
public record And(List<Fql> operands) implements Fql {

    /**
     * Copies the operands, those of an {@code And} in its place.
     *
     * @param operands the filters, at least two
     * @throws QueryException if there are fewer than two, or they cannot be combined
     */
    public And {
        operands = Operands.of(operands, operand -> operand instanceof And and ? and.operands : List.of(operand));
    }

    @Override
    public Fql not() {
        return new Or(operands.stream().map(Fql::not).toList());
    }

    @Override
    public String toString() {
        return operands.stream()
                .map(operand -> operand instanceof Comparison ? operand.toString() : "(" + operand + ")")
                .collect(Collectors.joining("+"));
    }
}
