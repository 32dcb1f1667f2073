package io.falconflux.action;

import io.falconflux.error.ApiError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which ids of a chunk the errors of a reply name, in their id or in their words, and what they say beside that.
 *
 * @param words by id what was said of it
 * @param others the ids that nothing was said of, in their order
 * @param nameless what was said of nobody in particular; empty if nothing was
 */
record Named(Map<String, String> words, List<String> others, String nameless) {

    /** What ids are made of: no text has one as the part of a longer word. */
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N}:_-]*[\\p{L}\\p{N}])?");

    static Named in(List<String> ids, List<ApiError> errors) {
        Map<String, String> byKey = new LinkedHashMap<>();
        ids.forEach(id -> byKey.put(key(id), id));
        Map<String, String> words = new LinkedHashMap<>();
        List<String> nameless = new ArrayList<>();
        for (ApiError error : errors) {
            List<String> meant = meant(byKey, error);
            meant.forEach(id -> words.putIfAbsent(id, said(error)));
            if (meant.isEmpty()) {
                nameless.add(said(error));
            }
        }
        List<String> others = ids.stream().filter(id -> !words.containsKey(id)).toList();
        return new Named(words, others, String.join("; ", nameless));
    }

    private static String said(ApiError error) {
        return error.message().isEmpty() ? "error " + error.code() : error.message();
    }

    /** An error's own id is often that of an entity, but some services put a trace id there. */
    private static List<String> meant(Map<String, String> byKey, ApiError error) {
        String named = error.id() == null ? null : byKey.get(key(error.id()));
        return named != null ? List.of(named) : inText(byKey, key(error.message()));
    }

    /** Reads a text word by word; only an id that is no word itself is looked for by its letters. */
    private static List<String> inText(Map<String, String> byKey, String text) {
        Set<String> found = new LinkedHashSet<>();
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            String word = words.group();
            String id = byKey.get(word);
            for (int colon = word.indexOf(':'); id == null && colon >= 0; colon = word.indexOf(':', colon + 1)) {
                id = byKey.get(word.substring(colon + 1));
            }
            if (id != null) {
                found.add(id);
            }
        }
        byKey.forEach((key, id) -> {
            if (!key.isEmpty() && !WORD.matcher(key).matches() && text.contains(key)) {
                found.add(id);
            }
        });
        return List.copyOf(found);
    }

    private static String key(String id) {
        return id.toLowerCase(Locale.ROOT);
    }
}
