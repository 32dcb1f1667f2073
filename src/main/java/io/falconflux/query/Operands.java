package io.falconflux.query;

import io.falconflux.error.QueryException;
import java.util.List;
import java.util.function.Function;

/**
 * What may stand beside a {@code +} or a {@code ,}. The depth is that of the parentheses in the rendered text, the same
 * measure that the parser has: so whatever can be built can be parsed, and every walk down a tree is bounded.
 */
final class Operands {

    /** How deep groups may nest. */
    static final int DEPTH = 64;

    private Operands() {}

    static List<Fql> of(List<Fql> operands, Function<Fql, List<Fql>> parts) {
        List<Fql> flat = operands.stream()
                .flatMap(operand -> parts.apply(operand).stream())
                .toList();
        if (flat.size() < 2) {
            throw new QueryException("At least two filters are needed to combine");
        }
        flat.forEach(Operands::check);
        return flat;
    }

    private static void check(Fql operand) {
        if (operand instanceof Raw raw) {
            raw.checkParentheses();
        }
        if (depth(operand) + (operand instanceof Or ? 1 : 0) > DEPTH) {
            throw new QueryException("The groups of a filter nest at most %d deep; flatten it".formatted(DEPTH));
        }
    }

    private static int depth(Fql filter) {
        if (filter instanceof And and) {
            return and.operands().stream()
                    .mapToInt(operand -> depth(operand) + (operand instanceof Or ? 1 : 0))
                    .max()
                    .orElse(0);
        }
        if (filter instanceof Or or) {
            return or.operands().stream().mapToInt(Operands::depth).max().orElse(0);
        }
        return 0;
    }
}
