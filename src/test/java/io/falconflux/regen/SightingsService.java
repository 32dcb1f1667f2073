package io.falconflux.regen;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.falconflux.json.ElementCodec;
import io.falconflux.json.EnvelopeReader;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/** The invented service of the invented document: cursor pages of 40 ids, and 25 entities a call, in an order of its own. */
final class SightingsService implements Exchange {

    static final int PAGE = 40;
    static final int ENTITIES = 25;

    private final int rows;
    final List<ApiCall> calls = new ArrayList<>();

    SightingsService(int rows) {
        this.rows = rows;
    }

    static String id(int n) {
        return "bird:%04d".formatted(n);
    }

    @Override
    public <T> Mono<ApiReply<T>> exchange(ApiCall call, ElementCodec<T> codec) {
        return Mono.fromCallable(() -> reply(call, codec));
    }

    private synchronized <T> ApiReply<T> reply(ApiCall call, ElementCodec<T> codec) throws IOException {
        calls.add(call);
        String body = switch (call.operation().id()) {
            case "QuerySightings" -> page(call);
            case "ReadSightings" -> entities(call);
            case "MarkSightings" -> marked(call);
            default -> "{}";
        };
        return new ApiReply<>(200, Map.of(), EnvelopeReader.read(body.getBytes(StandardCharsets.UTF_8), codec));
    }

    private String page(ApiCall call) {
        int limit = Math.min(PAGE, Integer.parseInt(parameter(call, "limit", "100")));
        int from = Integer.parseInt(parameter(call, "after", "0"));
        int to = Math.min(rows, from + limit);
        String after = to < rows ? ",\"after\":\"" + to + "\"" : "";
        return "{\"meta\":{\"pagination\":{\"limit\":%d,\"total\":%d%s}},\"resources\":[%s]}"
                .formatted(
                        limit,
                        rows,
                        after,
                        IntStream.range(from, to)
                                .mapToObj(n -> '"' + id(n) + '"')
                                .collect(Collectors.joining(",")));
    }

    /** Counts the sightings that there are, and says no more than that. */
    private String marked(ApiCall call) {
        Map<?, ?> body = new ObjectMapper().convertValue(call.body(), Map.class);
        long there = ((List<?>) body.get("composite_ids"))
                .stream()
                        .filter(id -> rows > Integer.parseInt(id.toString().substring(5)))
                        .count();
        return "{\"meta\":{\"writes\":{\"resources_affected\":%d}}}".formatted(there);
    }

    private String entities(ApiCall call) {
        Map<?, ?> body = new ObjectMapper().convertValue(call.body(), Map.class);
        List<Object> ids = new ArrayList<>((List<?>) body.get("composite_ids"));
        Collections.reverse(ids);
        return ids.stream()
                .filter(id -> rows > Integer.parseInt(id.toString().substring(5)))
                .map(id ->
                        "{\"composite_id\":\"%s\",\"seen_timestamp\":\"%s\",\"species\":\"kea\",\"counts\":{\"eggs\":2}}"
                                .formatted(
                                        id,
                                        Instant.EPOCH.plusSeconds(
                                                Long.parseLong(id.toString().substring(5)))))
                .collect(Collectors.joining(",", "{\"resources\":[", "]}"));
    }

    static String parameter(ApiCall call, String name, String otherwise) {
        return call.query().stream()
                .filter(one -> one.name().equals(name))
                .map(ApiCall.Parameter::value)
                .findFirst()
                .orElse(otherwise);
    }
}
