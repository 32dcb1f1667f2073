package io.falconflux.auth;

import java.util.Locale;
import java.util.regex.Pattern;

/** A customer id: 32 hex digits, which the vendor's console shows in upper case with a checksum of two more behind a dash. */
public final class MemberCid {

    private static final Pattern FORM = Pattern.compile("([0-9a-f]{32})(-[0-9a-f]{2})?");

    private MemberCid() {}

    /**
     * Returns a customer id as the service wants it.
     *
     * @param text the id in any case, with or without its checksum
     * @return the 32 digits in lower case
     * @throws IllegalArgumentException if it is none
     */
    public static String plain(String text) {
        var matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no customer id: it must have 32 hex digits, with or without -XX at its end");
        }
        return matcher.group(1);
    }
}
