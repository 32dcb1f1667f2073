package io.falconflux.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.action.Outcome.State;
import io.falconflux.action.Runs.Ended;
import io.falconflux.error.ActionException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What outlives the process, and what is refused. */
class JournalTest {

    private static final List<String> IDS = Ids.of(20);

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("act.journal");
    }

    @Test
    void whatIsSentIsOnTheDiskBeforeItIsSent() throws IOException {
        ModelService service = ModelService.ofComment(20);
        List<Boolean> written = new ArrayList<>();
        service.faults = (number, ids) -> {
            written.add(lines().stream()
                    .anyMatch(line -> line.contains("\"sending\"") && line.contains(ids.get(ids.size() - 1))));
            return ModelFault.NONE;
        };
        run(service, begin());
        assertEquals(List.of(true, true), written);
    }

    @Test
    void isOneLineOfJsonAnEvent() throws IOException {
        ModelService service = ModelService.ofComment(3);
        Runs.of(service, ActionOptions.builder().journal(file).build(), List.of(Ids.id(0), Ids.ghost(1), Ids.id(1)));
        String ids = "\"ids\":[\"" + Ids.id(0) + "\",\"" + Ids.ghost(1) + "\",\"" + Ids.id(1) + "\"]";
        List<String> plain = lines().stream()
                .map(line -> line.replaceAll(",\"(at\":\"[^\"]*|crc\":\"[0-9a-f]{8})\"", ""))
                .map(line -> line.replaceAll("\"(action|tenant)\":\"[0-9a-f]{32}\"", "\"$1\":\"#\""))
                .toList();
        assertEquals(
                List.of(
                        "{\"n\":0,\"event\":\"journal\",\"version\":1,\"operation\":\"Act\",\"does\":\"does it\",\"action\":\"#\","
                                + "\"tenant\":\"#\"}",
                        "{\"n\":1,\"event\":\"input\"," + ids + "}",
                        "{\"n\":2,\"event\":\"begin\",\"input\":3}",
                        "{\"n\":3,\"event\":\"sending\"," + ids + "}",
                        "{\"n\":4,\"event\":\"settled\",\"outcomes\":[{\"outcome\":\"rejected\",\"reason\":\"not found\","
                                + "\"trace_id\":\"t-1\",\"ids\":[\"" + Ids.ghost(1) + "\"]},{\"outcome\":\"applied\","
                                + "\"trace_id\":\"t-1\",\"ids\":[\"" + Ids.id(0) + "\",\"" + Ids.id(1) + "\"]}]}"),
                plain);
    }

    @Test
    void aFinishedRunIsToldAgainAndNothingIsSent() {
        ModelService service = ModelService.ofComment(20).fault(2, ModelFault.CUT_AFTER);
        List<Outcome> first = run(service, begin()).told();
        int sent = service.sent.size();
        List<Outcome> again = run(service, resume()).told();
        assertEquals(first, again);
        assertEquals(sent, service.sent.size());
        assertEquals(Map.of(State.APPLIED, 10L, State.UNKNOWN, 10L), counts(again));
    }

    @Test
    void aCommentThatWasSentWithoutAReplyIsUnknownAndTheRestIsSent() {
        ModelService service = ModelService.ofComment(20);
        killed(service, 2);
        assertEquals(2, service.sent.size());
        Ended ended = run(service, resume());
        Truth.check(service, IDS, ended.told());
        assertEquals(Map.of(State.APPLIED, 10L, State.UNKNOWN, 10L), counts(ended.told()));
        assertEquals(
                "an earlier run sent it and ended before the reply",
                ended.told().get(10).reason());
        assertEquals(2, service.sent.size());
    }

    @Test
    void aStatusThatWasSentWithoutAReplyIsSentAgain() {
        ModelService service = ModelService.ofStatus(20);
        killed(service, 2);
        assertEquals(Map.of(State.APPLIED, 20L), counts(run(service, resume()).told()));
        assertEquals(3, service.sent.size());
    }

    @Test
    void idsThatWereNotInTheFirstRunAreSentInTheSecond() {
        ModelService service = ModelService.ofComment(30);
        run(service, begin());
        Ended ended = Runs.of(service, resume(), Ids.of(30));
        assertEquals(Map.of(State.APPLIED, 30L), counts(ended.told()));
        Truth.check(service, Ids.of(30), ended.told());
    }

    @Test
    void whoWasTurnedAwayMayComeAgain() {
        ModelService service = ModelService.ofComment(20).always(ModelFault.before(false, () -> Errors.refused(403)));
        assertEquals(
                Map.of(State.REJECTED, 10L, State.NOT_SENT, 10L),
                counts(run(service, begin()).told()));
        service.always(ModelFault.NONE);
        assertEquals(Map.of(State.APPLIED, 20L), counts(run(service, resume()).told()));
    }

    @Test
    void aRefusedChunkMayBeSentAgainAfterAKill() {
        ModelService service = ModelService.ofComment(20);
        service.unknown = ModelService.Unknown.REFUSED;
        List<String> ids = new ArrayList<>(IDS);
        ids.add(3, Ids.ghost(1));
        service.faults = (number, some) -> {
            if (number == 2) {
                throw new IllegalStateException("killed");
            }
            return ModelFault.NONE;
        };
        assertInstanceOf(
                IllegalStateException.class, Runs.of(service, begin(), ids).error());
        assertTrue(lines().stream().anyMatch(line -> line.contains("\"refused\"")));
        service.always(ModelFault.NONE);
        Ended ended = Runs.of(service, resume(), ids);
        assertEquals(State.REJECTED, ended.told().get(3).state());
        assertEquals(
                9,
                ended.told().stream()
                        .filter(one -> one.state() == State.UNKNOWN)
                        .count());
    }

    @Test
    void aTornLastLineIsPassedOver() throws IOException {
        ModelService service = ModelService.ofComment(20);
        run(service, begin());
        byte[] whole = Files.readAllBytes(file);
        List<Outcome> told = run(service, resume()).told();
        for (String tail :
                List.of("{\"n\":7,\"event\":\"sen", "{", "\0\0\0\0", "{\"n\":7,\"event\":\"sending\"}", "{\"n\n")) {
            Files.write(file, whole);
            Files.writeString(file, tail, StandardOpenOption.APPEND);
            assertEquals(told, run(service, resume()).told(), tail);
            assertEquals(whole.length, Files.size(file));
        }
    }

    @Test
    void aJournalThatIsTornAnywhereNeverLetsACommentOutTwice() throws IOException {
        ModelService service = ModelService.ofComment(20);
        run(service, begin());
        byte[] whole = Files.readAllBytes(file);
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < whole.length; i++) {
            if (whole[i] == '\n') {
                ends.add(i + 1);
            }
        }
        // what a kill can leave: everything up to some line, and a part of the next; sent are only those of whole lines
        for (int i = 0; i < ends.size(); i++) {
            ModelService half = ModelService.ofComment(20);
            int keep = ends.get(i);
            String kept = new String(whole, 0, keep, java.nio.charset.StandardCharsets.UTF_8);
            half.rows.forEach((id, row) -> {
                if (kept.lines().anyMatch(line -> line.contains("\"sending\"") && line.contains(id))) {
                    row.execute(0);
                    half.inDoubt.add(id);
                }
            });
            int next = i + 1 < ends.size() ? ends.get(i + 1) : whole.length;
            Files.write(file, java.util.Arrays.copyOf(whole, keep + (next - keep) / 2));
            Truth.check(half, IDS, run(half, resume()).told());
        }
    }

    @Test
    void aJournalWhoseFirstLineWasTornIsBegunAnew() throws IOException {
        ModelService service = ModelService.ofComment(20);
        for (String torn : List.of("", "{", "{\"n\":0,\"event\":\"journal\",\"ver")) {
            Files.writeString(file, torn);
            service.rows.values().forEach(row -> row.executions = 0);
            assertEquals(
                    Map.of(State.APPLIED, 20L), counts(run(service, resume()).told()));
        }
    }

    @Test
    void aJournalThatEndsBeforeTheBeginningIsBegunAnew() throws IOException {
        run(ModelService.ofComment(20), begin());
        List<String> all = lines();
        Files.writeString(file, all.get(0) + "\n" + all.get(1) + "\n");
        ModelService service = ModelService.ofComment(20);
        assertEquals(Map.of(State.APPLIED, 20L), counts(run(service, resume()).told()));
        assertEquals(IDS, BulkAction.recordedIds(file).block(Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void aChangedOrMissingLineIsRefused(int number) throws IOException {
        run(ModelService.ofComment(20), begin());
        List<String> all = lines();
        List<String> changed = new ArrayList<>(all);
        changed.set(number, all.get(number).replaceFirst("[0-9](?=[^0-9]*$)", "x"));
        List<String> missing = new ArrayList<>(all);
        missing.remove(number);
        for (List<String> lines : List.of(changed, missing)) {
            Files.writeString(file, String.join("\n", lines) + "\n");
            assertRefused(
                    resume(), number == 0 ? "is no journal of a bulk action" : "is damaged at line " + (number + 1));
        }
    }

    @Test
    void aForeignFileIsRefusedAndLeftAsItIs() throws IOException {
        for (String foreign : List.of("hello", "hello\n", "{\"n\":0}\n", "inc:1\ninc:2\n", "{\"a\":1}")) {
            Files.writeString(file, foreign);
            assertRefused(resume(), "is no journal of a bulk action");
            assertRefused(begin(), "is there already: resume it, or remove it to begin anew");
            assertEquals(foreign, Files.readString(file));
        }
    }

    @Test
    void aNewerJournalIsRefused() throws IOException {
        run(ModelService.ofComment(20), begin());
        Files.writeString(file, Files.readString(file).replaceFirst("\"version\":1", "\"version\":2"));
        assertRefused(resume(), "was written by another version of this program (journal version 2, this one reads 1)");
    }

    @Test
    void aJournalOfAnotherActionOrTenantIsRefused() {
        run(ModelService.ofComment(20), begin());
        assertRefused(
                resume(), "belongs to another action (does it, and this one is does more;", "me", "more", "does more");
        assertRefused(resume(), "belongs to another action", "me", "other text", "does it");
        assertRefused(resume(), "belongs to another tenant", "you", "does", "does it");
    }

    @Test
    void aJournalInUseIsRefused() throws IOException {
        run(ModelService.ofComment(20), begin());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            assertTrue(channel.tryLock() != null);
            assertRefused(resume(), "is in use by another run");
        }
        assertNull(run(ModelService.ofComment(20), resume()).error());
    }

    @Test
    void whatAnEarlierRunSentFirstIsNotSettledByWhenItChanged() {
        for (boolean done : List.of(true, false)) {
            file = directory.resolve(done + ".journal");
            ModelService service = ModelService.ofStatus(20).clock(VirtualTimeScheduler.create(), Duration.ZERO);
            service.faults = (n, ids) -> done ? ModelFault.KILL : ModelFault.KILL_BEFORE;
            run(service, begin());
            service.callerClock(VirtualTimeScheduler.create()).always(ModelFault.NONE);
            service.rows.values().forEach(row -> row.locked = true);
            List<Outcome> told = run(service, resume()).told();
            assertEquals(State.UNKNOWN, told.get(0).state(), told.get(0)::toString);
            assertTrue(told.get(0).reason().endsWith(" what can be read of it"), told.get(0)::toString);
        }
    }

    @Test
    void aMissingJournalIsNotTakenForAnEmptyOne() {
        assertRefused(resume(), "There is no journal to go on from in");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsAnErrorBeforeAnythingIsSent() {
        file = directory.resolve("none").resolve("act.journal");
        ActionException error = assertRefused(begin(), "Cannot write the journal");
        assertTrue(error.getMessage().contains("no such directory. Nothing was sent: "), error.getMessage());
        assertInstanceOf(IOException.class, error.getCause());
    }

    @Test
    void holdsNeitherWhatWasWrittenNorWhoWroteIt() throws IOException {
        run(ModelService.ofComment(20), begin());
        String all = Files.readString(file);
        assertFalse(all.contains("\"me\"") || all.contains("\"does\":\"does\""), all);
    }

    @Test
    void aDryRunLeavesNoFileAndShowsOnlyWhatIsLeft() throws IOException {
        List<String> shown = new ArrayList<>();
        ModelService service = ModelService.ofComment(20);
        run(service, begin().mutate().dryRun(shown::add).build());
        assertFalse(Files.exists(file));
        killed(service, 2);
        byte[] before = Files.readAllBytes(file);
        shown.clear();
        Ended ended = run(service, resume().mutate().dryRun(shown::add).build());
        assertEquals(Map.of(State.APPLIED, 10L, State.UNKNOWN, 10L), counts(ended.told()));
        assertEquals(List.of(), shown);
        org.junit.jupiter.api.Assertions.assertArrayEquals(before, Files.readAllBytes(file));
    }

    /** A run that ends without any ceremony when it sends for the n-th time, after the service has done it. */
    private void killed(ModelService service, int number) {
        service.faults = (n, ids) -> n == number ? ModelFault.KILL : ModelFault.NONE;
        Ended ended = run(service, begin());
        assertInstanceOf(IllegalStateException.class, ended.error());
        service.always(ModelFault.NONE);
        service.inDoubt.addAll(IDS);
    }

    private ActionException assertRefused(ActionOptions options, String reason) {
        return assertRefused(options, reason, "me", "does", "does it");
    }

    private ActionException assertRefused(
            ActionOptions options, String reason, String tenant, String action, String summary) {
        ModelService service = ModelService.ofComment(20).as(tenant, action, summary);
        Ended ended = run(service, options);
        assertEquals(List.of(), ended.told());
        assertEquals(0, service.sent.size());
        ActionException error = assertInstanceOf(ActionException.class, ended.error());
        assertTrue(error.getMessage().contains(reason), error.getMessage());
        return error;
    }

    private Ended run(ModelService service, ActionOptions options) {
        return Runs.of(service, options, IDS);
    }

    private ActionOptions begin() {
        return ActionOptions.builder().chunkSize(10).journal(file).build();
    }

    private ActionOptions resume() {
        return ActionOptions.builder().chunkSize(10).resume(file).build();
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<State, Long> counts(List<Outcome> told) {
        return told.stream()
                .map(Outcome::state)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    @Test
    void theIdsOfARunWithAListAreRead() {
        run(ModelService.ofComment(20), begin());
        StepVerifier.create(BulkAction.recordedIds(file))
                .expectNext(IDS)
                .expectComplete()
                .verify(Duration.ofSeconds(10));
    }
}
