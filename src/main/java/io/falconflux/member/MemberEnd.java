package io.falconflux.member;

import io.falconflux.scan.Finished;
import io.falconflux.scan.ScanReport;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last word of one member.
 *
 * @param cid the member's customer id
 * @param rows the rows delivered
 * @param finished the last word of its scan; null if the scan could not even begin
 * @param cause the error that ended it; null if none did
 * @param <T> the type of a row
 */
public record MemberEnd<T>(
        String cid,
        long rows,
        @Nullable Finished<T> finished,
        @Nullable Throwable cause) implements MemberEvent<T> {

    /** Checks the parts. */
    public MemberEnd {
        Objects.requireNonNull(cid, "cid");
    }

    static <T> MemberEnd<T> of(String cid, Finished<T> finished) {
        return new MemberEnd<>(cid, finished.report().rows(), finished, finished.cause());
    }

    static <T> MemberEnd<T> failed(String cid, Throwable cause) {
        return new MemberEnd<>(cid, 0, null, cause);
    }

    /** Returns whether every row of the member that is owed was delivered exactly once. */
    public boolean complete() {
        return cause == null && finished != null && finished.report().complete();
    }

    /** Returns the report of the member's scan; empty if it could not even begin. */
    public Optional<ScanReport> report() {
        return Optional.ofNullable(finished).map(Finished::report);
    }

    /** Returns why it is not complete, in words; empty if it is. */
    public Optional<String> reason() {
        if (complete()) {
            return Optional.empty();
        }
        String why = cause == null ? null : cause.getMessage();
        return Optional.ofNullable(why)
                .or(() -> report().map(ScanReport::reason))
                .or(() -> report().map(report -> report.ended().word()))
                .or(() -> Optional.of(String.valueOf(cause)));
    }
}
