package io.falconflux.cli;

import io.falconflux.auth.MemberCid;
import io.falconflux.error.Words;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members that a command acts for.
 *
 * @param cids their customer ids, each once, 32 hex digits in lower case; none to act for the client's own customer
 * @param many whether they are treated as many, which one of a file is too
 */
record MemberList(List<String> cids, boolean many) {

    private static final char FILE = '@';
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * Reads what was given: customer ids, and files of them. A file has one a line; blank lines and what stands behind a
     * {@code #} do not count.
     *
     * @param given the values of the option
     * @throws UsageException if one is no customer id, or a file cannot be read or names nobody
     */
    static MemberList of(List<String> given) {
        Set<String> all = new LinkedHashSet<>();
        boolean file = false;
        for (String value : given) {
            if (!value.isEmpty() && value.charAt(0) == FILE) {
                file = true;
                all.addAll(read(Path.of(value.substring(1))));
            } else {
                all.add(MemberCid.plain(value));
            }
        }
        return new MemberList(List.copyOf(all), file || all.size() > 1);
    }

    /** Returns the one member; null to act for the client's own customer. */
    @Nullable
    String only() {
        return cids.isEmpty() ? null : cids.get(0);
    }

    private static List<String> read(Path file) {
        List<String> cids = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String text =
                    line.replace(BYTE_ORDER_MARK, "").replaceFirst("#.*", "").strip();
            if (!text.isEmpty()) {
                cids.add(cid(text, file + " line " + number));
            }
        }
        if (cids.isEmpty()) {
            throw new UsageException("There is no customer id in " + file + ": write one a line");
        }
        return cids;
    }

    private static String cid(String text, String where) {
        try {
            return MemberCid.plain(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(where + ": " + Words.line(String.valueOf(e.getMessage())));
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new UsageException("Cannot read the customer ids in " + file + ": it is not text");
        } catch (IOException e) {
            throw new UsageException("Cannot read the customer ids in " + file + ": " + OutputException.reason(e));
        }
    }
}
