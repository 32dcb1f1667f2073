package io.falconflux.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.falconflux.ClientOptions;
import io.falconflux.FalconClient;
import io.falconflux.error.RefusedException;
import io.falconflux.incidents.IncidentsCollections.QueryIncidents;
import io.falconflux.simulator.FalconSimulator;
import io.falconflux.simulator.RecordedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** What is meant arrives: against the embedded Falcon, which reads percent-encoding and filters by code of its own. */
class FqlOverTheWireTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static FalconSimulator server;
    private static FalconClient falcon;

    @BeforeAll
    static void start() {
        server = FalconSimulator.builder().incidents(50).recordRequests(true).start();
        falcon = FalconClient.create(ClientOptions.builder()
                .credentials(server.clientId(), server.clientSecret())
                .baseUrl(server.baseUrl())
                .build());
    }

    @AfterAll
    static void stop() {
        falcon.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it's",
                "\\",
                "\\'",
                "a+b",
                "100%",
                "%2B%27",
                "['x','y']",
                "(a),b",
                "*",
                "a*b",
                "&filter=x#frag?",
                "état 漢字",
                "😀👩‍💻",
                "line\nbreak\ttab\r",
                "\u0000\u0007\u001b[31m\u007f",
                "\u2028\u202e\ufeff",
                " blanks ",
                "'+state:'open'",
                "null",
                "\""
            })
    void aNameOfAnyCharactersIsFoundByItself(String name) {
        String id = server.tenant().incidentIds("").get(7);
        server.tenant().change(id, change -> change.name(name));

        assertEquals(List.of(id), ids(QueryIncidents.NAME.is(name)));
        assertEquals(List.of(id), ids(QueryIncidents.NAME.in("no such name", name)));
        assertEquals(49, ids(QueryIncidents.NAME.isNot(name)).size());
    }

    @Test
    void aTagOfAnyCharactersIsFoundByItself() {
        String id = server.tenant().incidentIds("").get(11);
        for (int seed = 0; seed < 200; seed++) {
            String tag = "tag " + new FqlTrees(new Random(seed)).text();
            server.tenant().change(id, change -> change.addTag(tag));

            assertEquals(List.of(id), ids(QueryIncidents.TAGS.is(tag)), () -> "tag: " + tag);

            server.tenant().change(id, change -> change.deleteTag(tag));
        }
    }

    @Test
    void aFilterOfAnyShapeArrivesToTheLetter() {
        List<String> sent = new ArrayList<>();
        int before = server.requests().size();
        for (int seed = 0; seed < 300; seed++) {
            Fql filter = new FqlTrees(new Random(seed)).tree();
            if (filter.toString().length() < 4_000) {
                sent.add(filter.toString());
                falcon.incidents()
                        .query(Query.where(filter))
                        .onErrorResume(RefusedException.class, refused -> Mono.empty())
                        .blockLast(SOON);
            }
        }
        List<String> arrived = server.requests().stream()
                .skip(before)
                .filter(request -> request.path().contains("/queries/"))
                .map(RecordedRequest::query)
                .map(query -> query.get("filter"))
                .toList();
        assertEquals(sent, arrived);
    }

    private static List<String> ids(Fql filter) {
        return falcon.incidents().query(Query.where(filter)).collectList().block(SOON);
    }
}
