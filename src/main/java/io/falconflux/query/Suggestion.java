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
public final class Suggestion {

    private static final int LONGEST = 100;

    private Suggestion() {}

    /**
     * Finds what was probably meant.
     *
     * @param name the name that somebody wrote
     * @param known the names that there are
     * @return the nearest of them; null if none is near
     */
    public static @Nullable String nearest(String name, Collection<String> known) {
        String lower = name.toLowerCase(Locale.ROOT);
        String nearest = null;
        int least = Math.max(1, Math.min(name.length(), LONGEST) / 3) + 1;
        for (String candidate : known) {
            if (Math.abs(candidate.length() - name.length()) <= least) {
                int edits = distance(lower, candidate.toLowerCase(Locale.ROOT));
                if (edits < least
                        || nearest != null && edits == least && alike(lower, candidate) > alike(lower, nearest)) {
                    least = edits;
                    nearest = candidate;
                }
            }
        }
        return nearest;
    }

    /** Of two names that are equally near, the one that begins in the same way was meant. */
    private static int alike(String lower, String candidate) {
        int same = 0;
        while (same < Math.min(lower.length(), candidate.length())
                && lower.charAt(same) == Character.toLowerCase(candidate.charAt(same))) {
            same++;
        }
        return same;
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
