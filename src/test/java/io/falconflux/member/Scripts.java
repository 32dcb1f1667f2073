package io.falconflux.member;

import io.falconflux.scan.Checkpoint;
import io.falconflux.scan.Cost;
import io.falconflux.scan.Finished;
import io.falconflux.scan.Page;
import io.falconflux.scan.ScanEvent;
import io.falconflux.scan.ScanReport;
import io.falconflux.scan.ScanReport.Basis;
import io.falconflux.scan.ScanReport.Ended;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Events of scans that were never made. */
final class Scripts {

    static final Checkpoint CHECKPOINT = checkpoint();

    private Scripts() {}

    /** A scan of so many pages of two rows each, that ends well. */
    static Flux<ScanEvent<Integer>> complete(int pages) {
        return Flux.<ScanEvent<Integer>>fromStream(
                        () -> IntStream.range(0, pages).mapToObj(Scripts::page))
                .concatWithValues(finished(2L * pages, null));
    }

    /** A scan that delivers a page and then ends in an error. */
    static Flux<ScanEvent<Integer>> failing(Throwable cause) {
        return Flux.just(page(0), finished(2, cause));
    }

    static Page<Integer> page(int number) {
        return new Page<>(List.of(2 * number, 2 * number + 1), CHECKPOINT, false);
    }

    static Finished<Integer> finished(long rows, @Nullable Throwable cause) {
        ScanReport report = new ScanReport(
                cause == null,
                cause == null ? Ended.EXHAUSTED : Ended.FAILED,
                Basis.CHANGE_KEY,
                rows,
                0,
                0,
                List.of(),
                List.of(),
                1,
                Cost.NONE,
                Duration.ZERO,
                cause == null ? null : cause.getMessage());
        return new Finished<>(report, CHECKPOINT, cause);
    }

    private static Checkpoint checkpoint() {
        String text = "falconflux-checkpoint/1 query=q since=2026-01-15T10%3A00%3A00Z phase=main frontier=null rows=0"
                + " ledger=0%3A0 fixpoint=false";
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return Checkpoint.parse(text + " sum=" + Long.toHexString(sum.getValue()));
    }
}
