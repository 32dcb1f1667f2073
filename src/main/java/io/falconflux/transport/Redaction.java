package io.falconflux.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Takes the secrets of one call out of text that others wrote, such as a gateway's page that repeats the request. */
final class Redaction {

    private static final Set<String> SECRET_FIELDS = Set.of("client_secret", "token");

    private final List<String> secrets = new ArrayList<>(2);

    Redaction(ApiCall call) {
        for (ApiCall.Parameter header : call.headers()) {
            if (header.name().toLowerCase(Locale.ROOT).equals("authorization")) {
                String value = header.value();
                add(value.substring(value.indexOf(' ') + 1));
            }
        }
        for (ApiCall.Parameter field : call.form()) {
            if (SECRET_FIELDS.contains(field.name())) {
                add(field.value());
            }
        }
    }

    private void add(String secret) {
        if (!secret.isBlank()) {
            secrets.add(secret);
        }
    }

    String apply(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, "***");
        }
        return clean;
    }

    /** Does the same to text that was cut, which may end in the middle of a secret. */
    String applyToStart(String text) {
        String clean = apply(text);
        for (String secret : secrets) {
            int length = Math.min(secret.length(), clean.length());
            while (length > 0 && !clean.endsWith(secret.substring(0, length))) {
                length--;
            }
            clean = clean.substring(0, clean.length() - length);
        }
        return clean;
    }

    /** Tells whether there is nothing to take out. */
    boolean leaves(String text) {
        return secrets.stream().noneMatch(text::contains);
    }
}
