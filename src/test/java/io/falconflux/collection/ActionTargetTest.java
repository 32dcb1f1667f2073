package io.falconflux.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.action.ActionFacts;
import io.falconflux.action.ActionFacts.Visibility;
import io.falconflux.action.ActionTarget;
import io.falconflux.action.Answer;
import io.falconflux.action.Sighting;
import io.falconflux.collection.ActionRequest.Change;
import io.falconflux.error.ApiError;
import io.falconflux.json.ElementCodec;
import io.falconflux.json.EnvelopeReader;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.Exchange;
import io.falconflux.transport.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What is known of an action, what it sends, and what it reads out of replies. */
class ActionTargetTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final ActionDescriptor ACT = ActionDescriptor.builder(
                    Operation.of("Act", "PATCH", "/things/v1", "things:write"))
            .ids("composite_ids", 10)
            .form("thing:[0-9]+")
            .parameters("action_parameters", "name", "value")
            .once("add_comment")
            .readBack(Operation.of("Read", "POST", "/things/GET/v1", "things:read"), "ids", 5, "thing_id")
            .changeKey("updated")
            .effect("set_status", "status", "value")
            .effect("unassign", "assignee", "nothing")
            .effect("add_tag", "tags", "member")
            .effect("delete_tag", "tags", "no-member")
            .build();

    private final List<ApiCall> calls = new ArrayList<>();
    private String reply = "{}";
    private Map<String, String> headers = Map.of();

    @Test
    void knowsWhatMayBeRepeatedAndWhatShows() {
        assertEquals(Visibility.WHOLE, facts(new Change("set_status", "40")).visibility());
        assertTrue(facts(new Change("set_status", "40")).replayable());
        assertEquals(Visibility.NONE, facts(new Change("add_comment", "x")).visibility());
        assertFalse(facts(new Change("add_comment", "x")).replayable());
        assertEquals(
                Visibility.PART,
                facts(new Change("set_status", "40"), new Change("other", "x")).visibility());
        assertEquals(
                "2 add_tag, add_comment",
                facts(new Change("add_tag", "a"), new Change("add_comment", "secret"), new Change("add_tag", "b"))
                        .summary());
    }

    @Test
    void noTwoActionsHaveTheSameText() {
        List<ActionFacts> all = List.of(
                facts(new Change("a", "b")),
                facts(new Change("a", null)),
                facts(new Change("a", "")),
                facts(new Change("a", "b"), new Change("c", "d")),
                facts(new Change("a", "b\nc=d")),
                target(Map.of("q", true), new Change("a", "b")).facts(),
                target(Map.of("q", false), new Change("a", "b")).facts());
        assertEquals(7, all.stream().map(ActionFacts::action).distinct().count());
    }

    @Test
    void sendsTheIdsAndTheChangesOnceAndNotAgain() {
        target(Map.of("deep", true), new Change("set_status", "40"), new Change("unassign", null))
                .send(List.of("thing:1", "thing:2"))
                .block(SOON);
        ApiCall call = calls.get(0);
        assertFalse(call.replayable());
        assertEquals(
                "PATCH /things/v1?deep=true {\"composite_ids\":[\"thing:1\",\"thing:2\"],\"action_parameters\":["
                        + "{\"name\":\"set_status\",\"value\":\"40\"},{\"name\":\"unassign\"}]}",
                call.preview());
        assertEquals(
                call.preview(),
                target(Map.of("deep", true), new Change("set_status", "40"), new Change("unassign", null))
                        .preview(List.of("thing:1", "thing:2")));
    }

    @Test
    void answersWithErrorsAndCount() {
        reply = "{\"meta\":{\"writes\":{\"resources_affected\":1},\"trace_id\":\"t\"},"
                + "\"errors\":[{\"code\":404,\"message\":\"gone\",\"id\":\"thing:2\"}]}";
        Answer answer = target(Map.of(), new Change("set_status", "40"))
                .send(List.of("thing:1", "thing:2"))
                .block(SOON);
        assertEquals(new Answer(List.of(new ApiError(404, "gone", "thing:2")), 1, "t"), answer);
    }

    @Test
    void seesWhatRowsShow() {
        reply = "{\"resources\":["
                + "{\"thing_id\":\"THING:1\",\"status\":40,\"tags\":[\"a\",\"x\"]},"
                + "{\"thing_id\":\"thing:2\",\"status\":\"40\",\"assignee\":\"\",\"tags\":[\"x\"]},"
                + "{\"thing_id\":\"thing:3\",\"status\":40,\"assignee\":\"me\",\"tags\":[\"x\"]},"
                + "{\"thing_id\":\"thing:4\",\"status\":20,\"tags\":null},"
                + "null,{\"thing_id\":\"thing:5\",\"status\":{\"odd\":[1]},\"tags\":\"x\"}]}";
        Sighting seen = target(
                        Map.of(),
                        new Change("set_status", "40"),
                        new Change("unassign", null),
                        new Change("add_tag", "x"),
                        new Change("delete_tag", "y"))
                .read(List.of("thing:1", "thing:2", "thing:3", "thing:4", "thing:5", "thing:6"), 1)
                .block(SOON);
        assertEquals(new Sighting(Set.of("thing:1", "thing:2"), Set.of("thing:3", "thing:4", "thing:5"), true), seen);
    }

    @Test
    void tellsByTheServicesOwnTimesHowLongAgoRowsWereChanged() {
        headers = Map.of("date", "Thu, 01 Jan 2026 00:01:00 GMT");
        reply = "{\"resources\":["
                + "{\"thing_id\":\"THING:1\",\"updated\":\"2026-01-01T00:00:20.250000001Z\"},"
                + "{\"thing_id\":\"thing:2\",\"updated\":\"2026-01-01T02:01:00+02:00\"},"
                + "{\"thing_id\":\"thing:3\",\"updated\":\"2026-01-01T00:01:05Z\"},"
                + "{\"thing_id\":\"thing:4\",\"updated\":\"0001-01-01T00:00:00Z\"},"
                + "{\"thing_id\":\"thing:5\",\"updated\":\"yesterday\"},"
                + "{\"thing_id\":\"thing:6\"}]}";
        List<String> ids = List.of("thing:1", "thing:2", "thing:3", "thing:4", "thing:5", "thing:6");
        ActionTarget target = target(Map.of(), new Change("set_status", "40"));
        assertEquals(
                Map.of(
                        "thing:1", Duration.ofNanos(39_749_999_999L),
                        "thing:2", Duration.ZERO,
                        "thing:3", Duration.ofSeconds(-5)),
                target.read(ids, 1).block(SOON).ages());
        headers = Map.of();
        assertEquals(Map.of(), target.read(ids, 1).block(SOON).ages(), "nobody knows what time it was there");
    }

    @Test
    void aComplaintBesideRowsMeansThatSomeMayBeLacking() {
        reply = "{\"resources\":[],\"errors\":[{\"code\":404,\"message\":\"not found\",\"id\":\"thing:1\"}]}";
        assertTrue(read().sure());
        reply = "{\"resources\":[],\"errors\":[{\"code\":500,\"message\":\"shard failure\"}]}";
        assertFalse(read().sure());
    }

    @Test
    void knowsTheFormOfAnId() {
        assertTrue(target(Map.of(), new Change("a", "b")).wellFormed("thing:12"));
        assertFalse(target(Map.of(), new Change("a", "b")).wellFormed("thing:12 "));
    }

    private Sighting read() {
        return target(Map.of(), new Change("set_status", "40"))
                .read(List.of("thing:1"), 1)
                .block(SOON);
    }

    private ActionFacts facts(Change... changes) {
        return target(Map.of(), changes).facts();
    }

    private ActionTarget target(Map<String, Object> query, Change... changes) {
        Exchange exchange = new Exchange() {
            @Override
            public <T> Mono<ApiReply<T>> exchange(ApiCall call, ElementCodec<T> codec) {
                return Mono.fromCallable(() -> {
                    calls.add(call);
                    byte[] body = reply.getBytes(StandardCharsets.UTF_8);
                    return new ApiReply<>(200, headers, EnvelopeReader.read(body, codec));
                });
            }
        };
        return ACT.bind(new ActionRequest(List.of(changes), query), exchange, "me");
    }
}
