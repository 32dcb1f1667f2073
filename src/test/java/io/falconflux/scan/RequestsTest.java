package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.scan.ModelCalls.Call;
import io.falconflux.scan.ModelCalls.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the engine sends: the caller's filter whole, the window respected, nothing for nothing. */
class RequestsTest {

    private final ModelServer server = new ModelServer(ModelShape.incidents(), ModelData.bursts(30_000, 2_000, 7), 1);

    private List<Call> listings(ScanQuery query, ScanOptions options) {
        OwedRows watch = server.watch(query.filter());
        Outcome.of(server, query, options).complete(watch);
        return server.calls.all().stream()
                .filter(call -> call.kind() != Kind.ENTITY)
                .toList();
    }

    @Test
    void theFilterOfTheCallerStandsInParentheses() {
        for (Call call : listings(Scans.open(), ScanOptions.defaults())) {
            assertTrue(
                    call.filter().equals(Scans.OPEN) || call.filter().startsWith("(" + Scans.OPEN + ")+"),
                    call::filter);
        }
    }

    @Test
    void rangesAreHalfOpenOutsideASingleInstant() {
        for (Call call : listings(Scans.all(), Scans.concurrency(2))) {
            assertTrue(
                    call.filter() == null
                            || !call.filter()
                                    .replaceAll("start:>=('[^']*')\\+start:<=\\1", "")
                                    .contains("<="),
                    call::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void nothingIsAskedBeyondTheWindow(int concurrency) {
        for (Call call : listings(Scans.all(), Scans.concurrency(concurrency))) {
            assertTrue(call.end() < 10_000, call::toString);
        }
        assertEquals(List.of(), server.calls.beyondWindow());
    }

    @Test
    void noPageOfQuietDataIsAskedForTwice() {
        Map<Call, Integer> counts = new HashMap<>();
        listings(Scans.all(), ScanOptions.defaults()).stream()
                .filter(call -> !server.calls.empty().contains(call))
                .forEach(call -> counts.merge(call, 1, Integer::sum));
        counts.values().removeIf(count -> count == 1);
        assertEquals(Map.of(), counts);
    }

    /** Unavoidable are a call for each page of ids and one for its rows. */
    @ParameterizedTest
    @CsvSource({"false, 1", "false, 4", "true, 1", "true, 4"})
    void quietRowsCostAtMostAFifthMoreThanTheyMustWhateverTheOrderOfTies(boolean unstable, int concurrency) {
        int count = 60_000;
        ModelServer quiet = new ModelServer(ModelShape.incidents(), upToTenTogether(count), 1);
        if (unstable) {
            quiet.faults.unstableTies();
        }
        OwedRows watch = quiet.watch(null);
        Outcome.of(quiet, Scans.all(), Scans.concurrency(concurrency)).complete(watch);
        int calls = quiet.calls.all().size();
        assertTrue(calls <= 1.2 * 2 * count / 500, () -> calls + " calls");
    }

    private static List<Row> upToTenTogether(int count) {
        Random random = new Random(5);
        List<Row> rows = new ArrayList<>(count);
        for (Instant at = Instant.parse("2024-01-01T00:00:00Z");
                rows.size() < count;
                at = at.plusSeconds(1 + random.nextInt(60))) {
            for (int left = 1 + random.nextInt(10); left > 0 && rows.size() < count; left--) {
                rows.add(Row.of("inc:%08x:%d".formatted(random.nextInt(), rows.size()), at));
            }
        }
        return rows;
    }
}
