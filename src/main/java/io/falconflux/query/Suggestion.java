package io.falconflux.query;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The known name that is nearest by edit distance: insertions, deletions, replacements, and swaps of neighbours. Case
 * does not count, so that {@code finalScore} is one edit from {@code final_score}. Near means a third of the name at
 * most.
 */
final class Suggestion {

    private static final int LONGEST = 100;

    private Suggestion() {}

    static @Nullable String nearest(String name, Collection<String> known) {
        String nearest = null;
        int least = Math.max(1, Math.min(name.length(), LONGEST) / 3) + 1;
        for (String candidate : known) {
            if (Math.abs(candidate.length() - name.length()) < least) {
                int edits = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
                if (edits < least) {
                    least = edits;
                    nearest = candidate;
                }
            }
        }
        return nearest;
    }

    /** Three rows of the usual table suffice: a swap looks two rows back. */
    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], 1 + beforeLast[j - 2]);
                }
            }
        }
        return row[b.length()];
    }
}
