package io.falconflux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.auth.AccessToken;
import io.falconflux.auth.Credentials;
import io.falconflux.incidents.Incident;
import io.falconflux.member.IncompleteMembersException;
import io.falconflux.member.MemberEnd;
import io.falconflux.member.MemberItem;
import io.falconflux.query.Query;
import io.falconflux.simulator.FalconSimulator;
import io.falconflux.simulator.RecordedRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Many members of one parent, against the embedded Falcon. */
class MembersTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int ROWS = 30;

    private static List<String> cids(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> String.format(Locale.ROOT, "%032x", 0xabc000 + i))
                .toList();
    }

    @Test
    void ofFiftyMembersThreeFailAndTheOthersAreComplete() {
        List<String> known = cids(0, 47);
        List<String> unknown = cids(100, 3);
        try (FalconSimulator server = simulator(known)) {
            List<String> all = Stream.concat(unknown.stream(), known.stream()).toList();
            Map<String, Integer> rows = new HashMap<>();
            AtomicReference<Throwable> error = new AtomicReference<>();
            try (FalconClient falcon = client(server)) {
                StepVerifier.create(falcon.members(all)
                                .scan(member -> member.incidents().scan(Query.all()))
                                .items())
                        .thenConsumeWhile(row -> true, row -> count(row, rows))
                        .consumeErrorWith(error::set)
                        .verify(SOON);
            }
            IncompleteMembersException e = assertInstanceOf(IncompleteMembersException.class, error.get());
            assertEquals(
                    List.copyOf(unknown),
                    e.incomplete().stream().map(MemberEnd::cid).sorted().toList());
            assertTrue(e.incomplete().get(0).reason().orElseThrow().contains("403"), e::getMessage);
            assertEquals(47, rows.size());
            assertTrue(rows.values().stream().allMatch(count -> count == ROWS), rows::toString);
            assertEquals(50, calls(server, "/oauth2/token"));
            assertEquals(47, calls(server, "/oauth2/revoke"), "every token that was issued is revoked");
        }
    }

    private static void count(MemberItem<Incident> row, Map<String, Integer> rows) {
        assertEquals(row.cid(), row.item().cid());
        rows.merge(row.cid(), 1, Integer::sum);
    }

    @Test
    void aMemberHasATokenOfItsOwn() {
        List<String> cids = cids(0, 1);
        try (FalconSimulator server = simulator(cids);
                FalconClient falcon = client(server)) {
            FalconClient member = falcon.forMember(cids.get(0).toUpperCase(Locale.ROOT) + "-A7");
            assertEquals(server.tenant(cids.get(0)).incidentIds(""), ids(member));
            assertEquals(server.tenant().incidentIds(""), ids(falcon));
            assertEquals(server.tenant(cids.get(0)).incidentIds(""), ids(member));
            assertEquals(2, calls(server, "/oauth2/token"));
            member.close();
            assertEquals(1, calls(server, "/oauth2/revoke"));
            assertEquals(server.tenant().incidentIds(""), ids(falcon), "the parent goes on");
        }
    }

    @Test
    void closingTheParentRevokesTheTokensOfMembersThatWereNotClosed() {
        List<String> cids = cids(0, 5);
        try (FalconSimulator server = simulator(cids)) {
            try (FalconClient falcon = client(server)) {
                cids.forEach(cid -> ids(falcon.forMember(cid)));
            }
            assertEquals(5, calls(server, "/oauth2/revoke"));
        }
    }

    @Test
    void cancellingRevokesTheTokensOfTheMembersInFlight() {
        List<String> cids = cids(0, 20);
        try (FalconSimulator server = simulator(cids)) {
            try (FalconClient falcon = client(server)) {
                StepVerifier.create(falcon.members(cids)
                                .inFlight(3)
                                .scan(member -> member.incidents().scan(Query.all()))
                                .items()
                                .take(1))
                        .expectNextCount(1)
                        .expectComplete()
                        .verify(SOON);
            }
            assertEquals(issued(server), calls(server, "/oauth2/revoke"));
        }
    }

    @Test
    void aMemberThatIsNamedTwiceCountsOnce() {
        List<String> cids = cids(0, 2);
        try (FalconSimulator server = simulator(cids);
                FalconClient falcon = client(server)) {
            String shouted = cids.get(0).toUpperCase(Locale.ROOT) + "-0F";
            Members members = falcon.members(List.of(cids.get(0), cids.get(1), shouted, cids.get(0)));
            assertEquals(cids, members.cids());
            assertThrows(IllegalArgumentException.class, () -> falcon.members(List.of("nobody")));
            assertThrows(IllegalArgumentException.class, () -> members.inFlight(0));
        }
    }

    @Test
    void suppliedCredentialsActForMembersToo() {
        List<String> cids = cids(0, 1);
        try (FalconSimulator server = simulator(cids);
                FalconClient falcon = FalconClient.create(ClientOptions.builder()
                        .credentials(Mono.fromSupplier(() -> Credentials.of(server.clientId(), server.clientSecret())))
                        .baseUrl(server.baseUrl())
                        .build())) {
            assertEquals(server.tenant(cids.get(0)).incidentIds(""), ids(falcon.forMember(cids.get(0))));
        }
    }

    @Test
    void aTokenOfTheCallersOwnActsForNobodyElse() {
        try (FalconClient falcon = FalconClient.create(ClientOptions.builder()
                .token(() -> Mono.just(AccessToken.of("own")))
                .build())) {
            IllegalStateException e = assertThrows(
                    IllegalStateException.class,
                    () -> falcon.forMember(cids(0, 1).get(0)));
            assertTrue(e.getMessage().contains("credentials"), e.getMessage());
        }
    }

    @Test
    void overAnExchangeOfOnesOwnMembersShareIt() {
        ScriptedExchange script = new ScriptedExchange();
        FalconClient falcon = FalconClient.over(script);
        assertEquals(script, falcon.forMember(cids(0, 1).get(0)).exchange());
    }

    private static FalconSimulator simulator(List<String> cids) {
        return FalconSimulator.builder()
                .incidents(ROWS)
                .memberCids(cids)
                .recordRequests(true)
                .start();
    }

    private static FalconClient client(FalconSimulator server) {
        return FalconClient.create(ClientOptions.builder()
                .credentials(server.clientId(), server.clientSecret())
                .baseUrl(server.baseUrl())
                .build());
    }

    private static List<String> ids(FalconClient falcon) {
        AtomicReference<List<String>> ids = new AtomicReference<>(List.of());
        StepVerifier.create(falcon.incidents().query(Query.all()).collectList())
                .consumeNextWith(ids::set)
                .expectComplete()
                .verify(SOON);
        return ids.get();
    }

    private static long calls(FalconSimulator server, String path) {
        return server.requests().stream()
                .filter(request -> request.path().equals(path))
                .count();
    }

    private static long issued(FalconSimulator server) {
        return server.requests().stream()
                .map(RecordedRequest::status)
                .filter(status -> status == 201)
                .count();
    }
}
