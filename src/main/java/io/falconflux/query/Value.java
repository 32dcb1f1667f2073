package io.falconflux.query;

import io.falconflux.error.QueryException;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** What a property is compared with. {@code toString()} is its form in FQL. */
public sealed interface Value {

    /** {@return what kind of value this is, in words for a message} */
    String kind();

    /**
     * Text, and a time in its ISO form; quoted and escaped on the wire. Any character may stand in it.
     *
     * @param text the text itself, without quotes or escapes
     */
    record Text(String text) implements Value {

        /**
         * Checks the text.
         *
         * @param text the text
         * @throws QueryException if it holds half a surrogate pair, which UTF-8 cannot carry
         */
        public Text {
            Unicode.check(text);
        }

        @Override
        public String kind() {
            return "text";
        }

        @Override
        public String toString() {
            return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
        }
    }

    /**
     * A number, written without an exponent. Has one form: 1, 1.0 and 1E0 are equal.
     *
     * @param number the number
     */
    record Decimal(BigDecimal number) implements Value {

        /** The most digits on either side of the point. */
        static final int DIGITS = 64;

        /**
         * Brings the number into its one form.
         *
         * @param number the number
         * @throws QueryException if it has more than 64 digits on a side of the point
         */
        public Decimal {
            BigDecimal shortest = number.stripTrailingZeros();
            if (shortest.scale() > DIGITS || (long) shortest.precision() - shortest.scale() > DIGITS) {
                throw new QueryException("A number in a filter has at most 64 digits on each side of the point");
            }
            number = shortest.scale() < 0 ? shortest.setScale(0) : shortest;
        }

        @Override
        public String kind() {
            return "a number";
        }

        @Override
        public String toString() {
            return number.toPlainString();
        }
    }

    /**
     * A boolean.
     *
     * @param set the boolean
     */
    record Flag(boolean set) implements Value {

        @Override
        public String kind() {
            return "a boolean";
        }

        @Override
        public String toString() {
            return Boolean.toString(set);
        }
    }

    /** The absence of a value. */
    record Nothing() implements Value {

        @Override
        public String kind() {
            return "null";
        }

        @Override
        public String toString() {
            return "null";
        }
    }

    /**
     * A list, of which any may equal the property. Text in a list is exact: a {@code *} is no wildcard there.
     *
     * @param values the values; text, numbers and booleans, at least one
     */
    record AnyOf(List<Value> values) implements Value {

        /**
         * Copies the list.
         *
         * @param values the values, at least one
         * @throws QueryException if it is empty, or holds null or a list
         */
        public AnyOf {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new QueryException("A list in a filter needs at least one value");
            }
            if (values.stream().anyMatch(value -> value instanceof Nothing || value instanceof AnyOf)) {
                throw new QueryException(
                        "A list in a filter holds text, numbers or booleans, not null or another list");
            }
        }

        @Override
        public String kind() {
            return "a list";
        }

        @Override
        public String toString() {
            return values.stream().map(Value::toString).collect(Collectors.joining(",", "[", "]"));
        }
    }
}
