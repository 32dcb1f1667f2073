package io.falconflux.member;

import io.falconflux.scan.Progress;
import java.util.Objects;

/**
 * How far the scan of one member is.
 *
 * @param cid the member's customer id
 * @param progress how far
 * @param <T> the type of a row
 */
public record MemberProgress<T>(String cid, Progress<T> progress) implements MemberEvent<T> {

    /** Checks the parts. */
    public MemberProgress {
        Objects.requireNonNull(cid, "cid");
        Objects.requireNonNull(progress, "progress");
    }
}
