package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.NoReplyException;
import io.falconflux.error.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a tail asks, what that costs, and what happens when the service fails. */
class TailPaceTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TailWorld world = new TailWorld(ModelShape.incidents(100, 1_000), ModelData.uniform(300, 1, 7), 1);

    private Follower follow() {
        return world.follow(Scans.all(), options -> options);
    }

    private static List<Long> millis(List<Duration> pauses) {
        return pauses.stream().map(Duration::toMillis).toList();
    }

    @Test
    void pausesGrowWhileThereIsNothingAndAreShortAfterNews() {
        Follower follower = follow();
        world.pass(Duration.ofSeconds(22));
        assertEquals(
                List.of(0L, 1500L, 2250L, 3375L, 5000L, 5000L),
                millis(follower.pauses()).subList(0, 6));

        follower.events.clear();
        world.change(Row.of("a", ModelData.FIRST));
        world.pass(Duration.ofSeconds(8));
        assertEquals(List.of(1000L, 1500L, 2250L), millis(follower.pauses()).subList(0, 3));
    }

    @Test
    void anIntervalOfOnesOwnIsKept() {
        Follower follower = world.follow(Scans.all(), options -> options.interval(Duration.ofMillis(500)));
        world.pass(Duration.ofSeconds(10));
        int polls = follower.pauses().size();
        assertTrue(polls >= 19 && polls <= 22, () -> polls + " polls in 10 s");
    }

    @Test
    void aPollThatFindsNothingIsOneCall() {
        Follower follower = follow();
        world.pass(Duration.ofMinutes(3));
        world.server.calls.forget();
        follower.events.clear();
        world.pass(Duration.ofMinutes(5));
        assertEquals(follower.pauses().size(), world.server.calls.count());
        assertEquals(60, world.server.calls.count());
    }

    @Test
    void withoutDemandNothingIsAsked() {
        Held<Row> rows = new Held<>();
        Held<TailPage<Row>> pages = new Held<>();
        Held<TailEvent<Row>> events = new Held<>();
        CollectionTail<Row> tail = world.tail(Scans.all(), TailOptions.defaults());
        tail.items().subscribe(rows);
        tail.pages().subscribe(pages);
        tail.events().subscribe(events);
        world.pass(Duration.ofMinutes(1));
        assertEquals(0, world.server.calls.count());
        rows.cancel();
        pages.cancel();
        events.cancel();
        assertEquals(0, world.server.calls.count());
    }

    @Test
    void rowsAtHandAreGivenBeforeThereIsAnotherPoll() {
        Held<Row> rows = new Held<>();
        world.tail(Scans.all(), TailOptions.defaults()).items().subscribe(rows);
        rows.request(1);
        world.pass(SECOND);
        IntStream.range(0, 50).forEach(i -> world.change(Row.of("new-" + i, ModelData.FIRST)));
        world.pass(Duration.ofSeconds(5));
        assertEquals(1, rows.got.size());
        world.server.calls.forget();
        world.pass(Duration.ofMinutes(1));
        rows.request(49);
        assertEquals(50, rows.got.size());
        assertEquals(0, world.server.calls.count());
        rows.request(1);
        int listings = world.server.calls.listings();
        assertTrue(listings == 1 || listings == 2, "the pause is over long since, so there is a poll at once");
        rows.cancel();
        world.pass(Duration.ofMinutes(1));
        assertEquals(listings, world.server.calls.listings());
    }

    @Test
    void oneEventIsOnePoll() {
        Held<TailEvent<Row>> events = new Held<>();
        world.tail(Scans.all(), TailOptions.defaults()).events().subscribe(events);
        events.request(3);
        world.pass(Duration.ofMinutes(1));
        assertEquals(3, events.got.size());
        assertEquals(
                7,
                world.server.calls.count(),
                () -> "a look of two calls, a poll whose end is proven, and a poll: " + world.server.calls.all());
        events.cancel();
    }

    @Test
    void cancellingAbortsTheCallInFlight() {
        world.server.latency(1_000, world.clock);
        Follower follower = follow();
        assertEquals(1, world.server.calls.inFlight());
        follower.cancel();
        assertEquals(0, world.server.calls.inFlight());
        world.pass(Duration.ofMinutes(1));
        assertEquals(1, world.server.calls.count());
    }

    @Test
    void cancellingEndsThePause() {
        Follower follower = follow();
        world.pass(SECOND);
        follower.cancel();
        int calls = world.server.calls.count();
        world.pass(Duration.ofMinutes(1));
        assertEquals(calls, world.server.calls.count());
    }

    @Test
    void aPollThatFailsIsAskedAgainAfterLongerAndLongerPauses() {
        Follower follower = follow();
        world.pass(SECOND);
        int calls = world.server.calls.count();
        IntStream.rangeClosed(1, 7).forEach(i -> world.server.faults.failAt(calls + i, Refusals.noReply()));
        Row missed = world.change(Row.of("a", ModelData.FIRST));
        world.pass(Duration.ofMinutes(10));
        assertNull(follower.error);
        assertEquals(
                List.of(5, 10, 20, 40, 60, 60, 60),
                follower.failures().stream()
                        .map(f -> (int) f.pause().toSeconds())
                        .toList());
        assertEquals(
                List.of(1, 2, 3, 4, 5, 6, 7),
                follower.failures().stream().map(PollFailed::failures).toList());
        assertEquals(List.of(missed), follower.rows);
    }

    @Test
    void aFailureInTheMiddleOfAPollLosesAndRepeatsNothing() {
        for (int call = 5; call < 14; call += 2) {
            world.server.faults.failAt(call, Refusals.noReply());
        }
        Follower follower = world.follow(Scans.all(), options -> options.since(ModelData.FIRST));
        world.pass(Duration.ofMinutes(5));
        assertEquals(5, follower.failures().size());
        assertEquals(300, follower.rows.size());
        world.owesNothing(follower.rows, ModelData.FIRST, row -> true);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410})
    void whatCannotGetBetterEndsIt(int status) {
        Follower follower = follow();
        world.pass(SECOND);
        RefusedException refused = Refusals.refused(status, "no");
        world.server.faults.failAt(world.server.calls.count() + 1, refused);
        world.pass(Duration.ofMinutes(1));
        assertSame(refused, follower.error);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503})
    void whatMayGetBetterDoesNotEvenAtTheBeginning(int status) {
        Follower follower = follow();
        world.server.faults.failAt(1, Refusals.refused(status, "later"));
        Follower second = follow();
        world.server.faults.failAt(world.server.calls.count() + 1, Refusals.refused(status, "later"));
        world.pass(Duration.ofMinutes(1));
        assertNull(follower.error);
        assertNull(second.error);
    }

    @Test
    void anAddressThatNeverAnsweredEndsIt() {
        NoReplyException unreachable = new NoReplyException("Model", "no connection", false, null);
        world.server.faults.failAt(1, unreachable);
        assertSame(unreachable, follow().error);
    }
}
