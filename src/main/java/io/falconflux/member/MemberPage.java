package io.falconflux.member;

import io.falconflux.scan.Page;
import java.util.Objects;

/**
 * Rows of one member.
 *
 * @param cid the member's customer id
 * @param page the rows, and the checkpoint of this member's scan
 * @param <T> the type of a row
 */
public record MemberPage<T>(String cid, Page<T> page) implements MemberEvent<T> {

    /** Checks the parts. */
    public MemberPage {
        Objects.requireNonNull(cid, "cid");
        Objects.requireNonNull(page, "page");
    }
}
