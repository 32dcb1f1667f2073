package io.falconflux.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The token runtime of the generated readers. Every method reads the value that the parser stands on. The service leaves
 * optional values out, or sends null, or sends a number as a string: all of that is read; a value of another shape is an
 * error that names the place.
 */
public final class Read {

    private Read() {}

    /**
     * Reads text; a number or a boolean gives its spelling.
     *
     * @param p stands on the value
     * @return the text; null if the value is null
     * @throws IOException if the value is an object or a list
     */
    public static @Nullable String string(JsonParser p) throws IOException {
        JsonToken token = p.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            return p.getText();
        }
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (!token.isScalarValue()) {
            throw unexpected(p, "text");
        }
        return p.getText();
    }

    /**
     * Reads a 32-bit integer.
     *
     * @param p stands on the value
     * @return the number; null if the value is null or an empty string
     * @throws IOException if the value is no integer of that size
     */
    public static @Nullable Integer integer(JsonParser p) throws IOException {
        if (p.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return p.getIntValue();
        }
        BigDecimal number = decimal(p);
        try {
            return number == null ? null : number.intValueExact();
        } catch (ArithmeticException e) {
            throw unexpected(p, "an integer of 32 bits");
        }
    }

    /**
     * Reads a 64-bit integer.
     *
     * @param p stands on the value
     * @return the number; null if the value is null or an empty string
     * @throws IOException if the value is no integer of that size
     */
    public static @Nullable Long longInteger(JsonParser p) throws IOException {
        if (p.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return p.getLongValue();
        }
        BigDecimal number = decimal(p);
        try {
            return number == null ? null : number.longValueExact();
        } catch (ArithmeticException e) {
            throw unexpected(p, "an integer of 64 bits");
        }
    }

    /**
     * Reads a floating-point number.
     *
     * @param p stands on the value
     * @return the number; null if the value is null or an empty string
     * @throws IOException if the value is no number
     */
    public static @Nullable Double floating(JsonParser p) throws IOException {
        if (p.currentToken().isNumeric()) {
            return p.getDoubleValue();
        }
        BigDecimal number = decimal(p);
        return number == null ? null : number.doubleValue();
    }

    /**
     * Reads a boolean.
     *
     * @param p stands on the value
     * @return the boolean; null if the value is null
     * @throws IOException if the value is something else
     */
    public static @Nullable Boolean bool(JsonParser p) throws IOException {
        return switch (p.currentToken()) {
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            default -> {
                if ("true".equals(p.getText()) || "false".equals(p.getText())) {
                    yield Boolean.valueOf(p.getText());
                }
                throw unexpected(p, "true or false");
            }
        };
    }

    /**
     * Reads a point in time, with zero to nine digits of the second.
     *
     * @param p stands on the value
     * @return the instant; null if the value is null or an empty string
     * @throws IOException if the value is no time
     */
    public static @Nullable Instant instant(JsonParser p) throws IOException {
        if (p.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (p.currentToken() != JsonToken.VALUE_STRING) {
            throw unexpected(p, "a time");
        }
        if (p.getTextLength() == 0) {
            return null;
        }
        try {
            return Timestamps.parse(p.getTextCharacters(), p.getTextOffset(), p.getTextLength());
        } catch (DateTimeException e) {
            throw unexpected(p, "a time");
        }
    }

    /**
     * Reads a list of text.
     *
     * @param p stands on the value
     * @return the texts without nulls; empty if the value is null
     * @throws IOException if the value is no list of text
     */
    public static List<String> strings(JsonParser p) throws IOException {
        return list(p, Read::string);
    }

    /**
     * Reads a list.
     *
     * @param p stands on the value
     * @param element reads one element
     * @param <T> the type of an element
     * @return the elements without nulls; empty if the value is null
     * @throws IOException if the value is no list, or an element cannot be read
     */
    public static <T> List<T> list(JsonParser p, ElementReader<T> element) throws IOException {
        if (p.currentToken() == JsonToken.VALUE_NULL) {
            return List.of();
        }
        if (p.currentToken() != JsonToken.START_ARRAY) {
            throw unexpected(p, "a list");
        }
        List<T> all = new ArrayList<>(4);
        while (p.nextToken() != JsonToken.END_ARRAY) {
            T one = element.read(p);
            if (one != null) {
                all.add(one);
            }
        }
        return List.copyOf(all);
    }

    /**
     * Reads an object whose names are not known beforehand.
     *
     * @param p stands on the value
     * @param element reads one value
     * @param <T> the type of a value
     * @return the entries in their order, those of null left out; empty if the value is null
     * @throws IOException if the value is no object, or an entry cannot be read
     */
    public static <T> Map<String, T> map(JsonParser p, ElementReader<T> element) throws IOException {
        if (absent(p, "an object")) {
            return Map.of();
        }
        Map<String, T> all = new LinkedHashMap<>();
        for (String name = p.nextFieldName(); name != null; name = p.nextFieldName()) {
            p.nextToken();
            T one = element.read(p);
            if (one != null) {
                all.put(name, one);
            }
        }
        return all;
    }

    /**
     * Tells whether the object that should be here is null.
     *
     * @param p stands on the value
     * @param model what should be here, for the error
     * @return true if the value is null, false if it is an object
     * @throws IOException if the value is something else
     */
    public static boolean absent(JsonParser p, String model) throws IOException {
        if (p.currentToken() == JsonToken.START_OBJECT) {
            return false;
        }
        if (p.currentToken() == JsonToken.VALUE_NULL) {
            return true;
        }
        throw unexpected(p, model);
    }

    /**
     * Insists on a value that the document requires.
     *
     * @param p the parser, for the place
     * @param value the value
     * @param name the property, for the error
     * @param <T> the value's type
     * @return the value
     * @throws IOException if it is null
     */
    public static <T> T required(JsonParser p, @Nullable T value, String name) throws IOException {
        if (value == null) {
            throw new JsonParseException(p, name + " is missing");
        }
        return value;
    }

    private static @Nullable BigDecimal decimal(JsonParser p) throws IOException {
        JsonToken token = p.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (!token.isNumeric() && token != JsonToken.VALUE_STRING) {
            throw unexpected(p, "a number");
        }
        try {
            String text = p.getText();
            return text.isEmpty() ? null : new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw unexpected(p, "a number");
        }
    }

    private static IOException unexpected(JsonParser p, String wanted) {
        return new JsonParseException(p, "expected " + wanted + " but found " + p.currentToken());
    }
}
