package io.falconflux.member;

import java.util.Objects;

/**
 * A row and whose it is.
 *
 * @param cid the member's customer id, 32 hex digits in lower case
 * @param item the row
 * @param <T> the type of a row
 */
public record MemberItem<T>(String cid, T item) {

    /** Checks the parts. */
    public MemberItem {
        Objects.requireNonNull(cid, "cid");
        Objects.requireNonNull(item, "item");
    }
}
