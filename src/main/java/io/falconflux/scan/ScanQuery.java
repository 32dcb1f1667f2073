package io.falconflux.scan;

import io.falconflux.error.QueryException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a scan is asked for, as text.
 *
 * @param filter the caller's filter as it is sent; null for all rows
 * @param sort the caller's order such as {@code start.desc}; null for the default time key ascending
 * @param limit rows at most; 0 for all
 * @param tenant whose rows, so that a checkpoint is not used for another's: base URL, client id and member CID
 */
public record ScanQuery(@Nullable String filter, @Nullable String sort, long limit, String tenant) {

    /** Checks the parts. */
    public ScanQuery {
        Objects.requireNonNull(tenant, "tenant");
        if (limit < 0) {
            throw new QueryException("The limit must be at least 1, not " + limit);
        }
    }

    /** Returns what names this query in a checkpoint: everything but the size of pages and the limit. */
    String fingerprint(CollectionFacts facts, boolean unordered) {
        String text = String.join("\n", facts.name(), tenant, String.valueOf(filter), String.valueOf(sort))
                + (unordered ? "\nunordered" : "");
        return hash(text);
    }

    /** Returns what names the tail of this query in a checkpoint. */
    String fingerprintOfTail(CollectionFacts facts, String changeKey) {
        return hash(String.join("\n", "tail", facts.name(), tenant, String.valueOf(filter), changeKey));
    }

    private static String hash(String text) {
        Fingerprint print = Fingerprint.of(text);
        return Long.toHexString(print.high()) + Long.toHexString(print.low());
    }
}
