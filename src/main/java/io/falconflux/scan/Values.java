package io.falconflux.scan;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;

/** The order of values as text: times by time, numbers by size, everything else by its letters. */
final class Values {

    private Values() {}

    static Comparator<String> of(Divider divider) {
        return divider.quoted() ? Values::compareText : Values::compareNumbers;
    }

    private static int compareText(String a, String b) {
        Instant left = PageEnd.time(a);
        Instant right = PageEnd.time(b);
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
