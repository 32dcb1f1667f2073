package io.falconflux.regen;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was probably meant. */
final class Spelling {

    private static final int FAR = 3;

    private Spelling() {}

    /** Returns the closest of the known words; empty if none is close. */
    static Optional<String> nearest(String word, Collection<String> known) {
        return known.stream()
                .filter(one -> !one.equals(word) && distance(word, one) < limit(one))
                .min(Comparator.comparingInt((String one) -> distance(word, one))
                        .thenComparing(one -> one));
    }

    /** Returns the closest known word as a question to put behind a message; empty text if there is none. */
    static String question(String word, Collection<String> known) {
        return nearest(word, known).map(one -> "; did you mean " + one + "?").orElse(".");
    }

    /** Tells whether a key was written in another spelling: whoever misspelt it is told that, not that it is absent. */
    static boolean holds(Part map, String key) {
        return map.has(key)
                || map.entries().keySet().stream()
                        .anyMatch(one -> !Extensions.KNOWN.containsKey(one)
                                && distance(one, key) < limit(key)
                                && !one.equals(key));
    }

    private static int limit(String word) {
        return Math.min(FAR, 1 + word.length() / 2);
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
