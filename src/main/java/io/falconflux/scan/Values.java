package io.falconflux.scan;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The order of values as text: times by time, numbers by size, everything else by its letters. */
final class Values {

    private Values() {}

    /** Returns text as a time; null if it is none. */
    static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Returns those of some texts that are times. */
    static List<Instant> times(Collection<String> texts) {
        return texts.stream().map(Values::time).filter(Objects::nonNull).toList();
    }

    static Comparator<String> of(Divider divider) {
        return divider.quoted() ? Values::compareText : Values::compareNumbers;
    }

    private static int compareText(String a, String b) {
        Instant left = time(a);
        Instant right = time(b);
        return left != null && right != null ? left.compareTo(right) : a.compareTo(b);
    }

    private static int compareNumbers(String a, String b) {
        try {
            return new BigDecimal(a).compareTo(new BigDecimal(b));
        } catch (NumberFormatException e) {
            return a.compareTo(b);
        }
    }
}
