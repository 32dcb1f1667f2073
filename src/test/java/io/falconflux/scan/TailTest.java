package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.QueryException;
import io.falconflux.scan.ModelFaults.Served;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** What a tail delivers, in virtual time. */
class TailTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TailWorld world = world(ModelShape.incidents(100, 1_000));

    private static TailWorld world(ModelShape shape) {
        return new TailWorld(shape, ModelData.uniform(700, 3, 7), 1);
    }

    private static Row row(String id) {
        return Row.of(id, ModelData.FIRST);
    }

    private Follower follow() {
        Follower follower = world.follow(Scans.all(), options -> options);
        world.pass(SECOND);
        return follower;
    }

    @Test
    void beginsWithWhatChangesAfterItsFirstLook() {
        Follower follower = follow();
        world.pass(MINUTE);
        assertEquals(List.of(), follower.rows);

        Row backdated = world.change(row("new"));
        Row changed = world.change(world.rows().get(3).score(99));
        world.pass(Duration.ofSeconds(6));

        assertEquals(List.of(backdated, changed), follower.rows);
    }

    @Test
    void rowsThatWereThereWhenItBeganAreNoNewsAndThoseOfTheSameInstantAre() {
        Instant now = world.tick();
        world.change(row("there"), now, Duration.ZERO);
        Follower follower = world.follow(Scans.all(), options -> options);
        world.clock.advanceTimeBy(Duration.ofMillis(100));
        world.change(row("same instant"), now, Duration.ZERO);
        world.change(row("later"));
        world.pass(MINUTE);
        assertEquals(List.of("same instant", "later"), follower.ids());
    }

    @Test
    void deliversFromAChangeOn() {
        List<Row> all = world.rows().stream()
                .sorted((a, b) -> a.modified().compareTo(b.modified()))
                .toList();
        Instant since = all.get(450).modified();
        Follower follower = world.follow(Scans.all(), options -> options.since(since));
        world.pass(Duration.ofSeconds(10));
        assertEquals(all.stream().filter(r -> !r.modified().isBefore(since)).toList(), follower.rows);
    }

    @Test
    void ofTwoChangesBetweenPollsTheLastOneComes() {
        Follower follower = follow();
        world.change(row("a").score(1));
        Row last = world.change(row("a").score(2));
        world.pass(MINUTE);
        assertEquals(List.of(last), follower.rows);
    }

    @Test
    void aRowThatChangesAgainAndAgainComesAfterEachChange() {
        Follower follower = follow();
        List<Row> all = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            all.add(world.change(row("a").score(i)));
            world.pass(Duration.ofSeconds(6));
        }
        assertEquals(all, follower.rows);
    }

    @Test
    void aRowThatChangesBetweenListingAndReadingComesOnceAsItWasRead() {
        Follower follower = follow();
        AtomicInteger changes = new AtomicInteger(3);
        world.server.beforeEntities(ids -> {
            if (ids.contains("a") && changes.getAndDecrement() > 0) {
                world.change(row("a").score(changes.get()));
            }
        });
        world.change(row("a").score(77));
        world.pass(MINUTE);
        assertEquals(List.of(2, 1, 0), follower.rows.stream().map(Row::score).toList());
        world.owesNothing(follower.rows, ModelServer.START, row -> true);
    }

    @Test
    void aBurstOnOneInstantFarBeyondTheWindowComesWhole() {
        world.server.faults.unstableTies();
        Follower follower = follow();
        Instant at = world.tick();
        for (int i = 0; i < 3_500; i++) {
            world.change(
                    row("burst-" + i)
                            .score(i % 101)
                            .status(List.of("20", "25", "30", "40").get(i % 4)),
                    at,
                    Duration.ZERO);
        }
        world.pass(Duration.ofMinutes(3));
        assertEquals(3_500, follower.rows.size());
        world.owesNothing(follower.rows, ModelServer.START, row -> true);

        world.server.calls.forget();
        world.pass(MINUTE);
        assertTrue(world.server.calls.count() <= 13, () -> world.server.calls.count() + " calls, long after the burst");
    }

    @Test
    void aChangeThatBecomesVisibleLateComesWithinTheOverlap() {
        Follower follower = follow();
        Row late = world.change(row("late"), world.tick(), Duration.ofSeconds(55));
        for (int i = 0; i < 100; i++) {
            world.change(row("other-" + i));
            world.pass(SECOND);
        }
        world.pass(MINUTE);
        assertTrue(follower.rows.contains(late));
        world.owesNothing(follower.rows, ModelServer.START, row -> true);
    }

    @Test
    void aRowThatDoesNotComeAtFirstComesWhenItIsThere() {
        Follower follower = follow();
        world.server.faults.late(1, 5);
        world.change(row("a"));
        world.pass(MINUTE);
        assertEquals(List.of("a"), follower.ids());
    }

    @Test
    void aRowThatNeverComesIsTold() {
        Follower follower = follow();
        world.server.faults.never(java.util.Set.of("ghost"));
        world.change(row("ghost"));
        world.pass(Duration.ofMinutes(3));
        List<String> doubts = follower.events.stream()
                .filter(Polled.class::isInstance)
                .flatMap(event -> ((Polled<Row>) event).doubts().stream())
                .toList();
        assertEquals(1, doubts.size(), doubts::toString);
        assertTrue(doubts.get(0).endsWith("such as ghost"), doubts::toString);
    }

    @Test
    void rowsThatLeaveTheFilterAreNotSeenAndThoseThatEnterAre() {
        Follower follower = world.follow(Scans.open(), options -> options);
        world.pass(SECOND);
        world.change(row("gone").state("closed"));
        Row here = world.change(row("gone").state("open"));
        world.pass(MINUTE);
        world.change(here.state("closed"));
        world.pass(MINUTE);
        assertEquals(List.of(here), follower.rows);
    }

    @Test
    void aRowFromTheFarFutureDoesNotCarryTheTailAway() {
        Follower follower = follow();
        world.change(row("2099"), Instant.parse("2099-01-01T00:00:00Z"), Duration.ZERO);
        world.pass(Duration.ofMinutes(5));
        Row now = row("now").modified(world.server.now());
        world.server.put(now);
        world.pass(MINUTE);
        assertEquals(List.of("2099", "now"), follower.ids());
    }

    @Test
    void anEmptyCollectionIsFollowedFromItsFirstRowOn() {
        TailWorld empty = new TailWorld(ModelShape.incidents(100, 1_000), List.of(), 1);
        Follower follower = empty.follow(Scans.all(), options -> options);
        empty.pass(MINUTE);
        Row first = empty.change(row("first"));
        empty.pass(MINUTE);
        assertEquals(List.of(first), follower.rows);
    }

    @Test
    void aServiceThatDoesNotTellItsTimeIsFollowed() {
        world.server.faults.served(Served.NONE);
        Follower follower = follow();
        Row changed = world.change(row("new"));
        world.pass(MINUTE);
        assertEquals(List.of(changed), follower.rows);
    }

    @Test
    void rowsThatNeverChangeAreFollowedByTheirTime() {
        TailWorld behaviors = world(ModelShape.behaviors(100, 1_000));
        Follower follower = behaviors.follow(Scans.all(), options -> options);
        behaviors.pass(SECOND);
        behaviors.server.put(Row.of("new", behaviors.server.now()));
        behaviors.pass(MINUTE);
        assertEquals(List.of("new"), follower.ids());
    }

    @Test
    void rowsThatChangeWithoutATraceCannotBeFollowed() {
        CollectionFacts facts = new CollectionFacts(
                "notes", 100, 1_000, 100, List.of(new TimeKey("start", true)), null, List.of(), List.of("start"), null);
        ModelShape shape = new ModelShape(facts, java.util.Map.of(), java.util.Map.of(), java.util.Set.of());
        TailWorld notes = new TailWorld(shape, List.of(), 1);
        Follower follower = notes.follow(Scans.all(), options -> options);
        assertInstanceOf(QueryException.class, follower.error);
        assertTrue(follower.error.getMessage().startsWith("notes cannot be followed"), follower.error.getMessage());
    }

    @Test
    void aLimitEndsItExactlyAndItsCheckpointCoversNoMore() {
        ScanQuery limited = Scans.limited(250);
        Follower follower = world.follow(limited, options -> options.since(Instant.EPOCH));
        world.pass(Duration.ofSeconds(10));
        assertTrue(follower.completed);
        assertEquals(250, follower.rows.size());
        assertEquals(250, follower.lastCheckpoint().rows());

        Follower more = world.follow(limited, options -> options.resume(follower.lastCheckpoint()));
        world.pass(Duration.ofSeconds(10));
        assertEquals(250, more.rows.size(), "a limit is that of one subscription");
        follower.rows.addAll(more.rows);
        Follower rest = world.follow(Scans.all(), options -> options.resume(more.lastCheckpoint()));
        world.pass(Duration.ofSeconds(10));
        follower.rows.addAll(rest.rows);
        assertEquals(700, follower.rows.size());
        world.owesNothing(follower.rows, Instant.EPOCH, row -> true);
    }

    @Test
    void eachSubscriptionHasItsOwnState() {
        Flux<Row> tail = world.tail(
                        Scans.all(), TailOptions.builder().since(Instant.EPOCH).build())
                .items();
        List<Row> first = new ArrayList<>();
        List<Row> second = new ArrayList<>();
        tail.take(700).subscribe(first::add);
        world.pass(SECOND);
        tail.take(700).subscribe(second::add);
        world.pass(Duration.ofSeconds(2));
        assertEquals(700, first.size());
        assertEquals(first, second);
    }

    @Test
    void moreVersionsThanAreRememberedShortenTheOverlapAndNoneComesTwice() {
        Follower follower = new Follower();
        new Tailing<>(world.server.open(), Scans.all(), TailOptions.defaults(), world.clock, 500)
                .events()
                .subscribe(follower);
        for (int second = 0; second < 30; second++) {
            for (int i = 0; i < 100; i++) {
                world.change(row("many-" + second + "-" + i));
            }
            world.pass(Duration.ofSeconds(2));
            assertTrue(follower.lastCheckpoint().versions().size() <= 500);
        }
        world.pass(Duration.ofMinutes(2));
        assertEquals(3_000, follower.rows.size());
        world.owesNothing(follower.rows, ModelServer.START, row -> true);
    }

    @Test
    void aSecondWithMoreVersionsThanAreRememberedComesWholeAndOnce() {
        Follower follower = new Follower();
        new Tailing<>(world.server.open(), Scans.all(), TailOptions.defaults(), world.clock, 500)
                .events()
                .subscribe(follower);
        for (int i = 0; i < 2_000; i++) {
            world.change(row("many-" + i));
        }
        world.pass(Duration.ofMinutes(2));
        assertEquals(2_000, follower.rows.size());
        world.owesNothing(follower.rows, ModelServer.START, row -> true);
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        TailOptions.Builder options = TailOptions.builder();
        assertThrows(IllegalArgumentException.class, () -> options.interval(Duration.ofMillis(9)));
        assertThrows(IllegalArgumentException.class, () -> options.interval(Duration.ofSeconds(2), SECOND));
        assertThrows(IllegalArgumentException.class, () -> options.interval(Duration.ofDays(2)));
        assertThrows(IllegalArgumentException.class, () -> options.overlap(Duration.ofHours(2)));
        TailOptions set = options.interval(Duration.ofSeconds(3))
                .since(Instant.EPOCH)
                .build()
                .mutate()
                .build();
        assertEquals(Duration.ofSeconds(3), set.whenIdle());
        assertEquals(Instant.EPOCH, set.since().orElseThrow());
        assertNull(set.resume().orElse(null));
    }
}
