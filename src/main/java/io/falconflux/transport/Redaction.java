package io.falconflux.transport;

import io.falconflux.error.ApiError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Takes the secrets of one call out of text that others wrote, such as a gateway's page that repeats the request. */
final class Redaction {

    private static final Set<String> SECRET_FIELDS = Set.of("client_secret", "token");

    private final List<String> secrets = new ArrayList<>(2);
    private final List<Pattern> spellings = new ArrayList<>(2);

    Redaction(ApiCall call) {
        for (ApiCall.Parameter header : call.headers()) {
            if (header.name().toLowerCase(Locale.ROOT).equals("authorization")) {
                authorization(header.value());
            }
        }
        call.hidden().forEach(this::add);
        for (ApiCall.Parameter field : call.form()) {
            if (SECRET_FIELDS.contains(field.name())) {
                add(field.value());
            }
        }
    }

    private void authorization(String value) {
        String credentials = value.substring(value.indexOf(' ') + 1);
        add(credentials);
        if (value.regionMatches(true, 0, "Basic ", 0, 6)) {
            try {
                String pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
                add(pair.substring(pair.indexOf(':') + 1));
            } catch (IllegalArgumentException e) {
                // not ours: nothing more is known to be secret
            }
        }
    }

    /** What is repeated may be as it was sent in a form, too, or escaped in other ways. */
    private void add(String secret) {
        if (!secret.isBlank()) {
            secrets.add(secret);
            String encoded = PercentEncoder.encode(secret);
            if (!encoded.equals(secret)) {
                secrets.add(encoded);
                spellings.add(Spellings.of(secret));
            }
        }
    }

    String apply(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, "***");
        }
        for (Pattern spelling : spellings) {
            clean = spelling.matcher(clean).replaceAll("***");
        }
        return clean;
    }

    List<ApiError> apply(List<ApiError> errors) {
        return errors.stream()
                .map(e -> new ApiError(e.code(), apply(e.message()), e.id() == null ? null : apply(e.id())))
                .toList();
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
        return secrets.stream().noneMatch(text::contains)
                && spellings.stream()
                        .noneMatch(spelling -> spelling.matcher(text).find());
    }
}
