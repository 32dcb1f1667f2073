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
                secrets.add(value.substring(value.indexOf(' ') + 1));
            }
        }
        for (ApiCall.Parameter field : call.form()) {
            if (SECRET_FIELDS.contains(field.name())) {
                secrets.add(field.value());
            }
        }
    }

    String apply(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = secret.isEmpty() ? clean : clean.replace(secret, "***");
        }
        return clean;
    }
}
