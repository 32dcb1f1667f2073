package io.falconflux.collection;

import io.falconflux.json.ElementCodec;
import io.falconflux.json.Envelope;
import io.falconflux.json.Meta;
import io.falconflux.json.Paging;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.Operation;
import io.falconflux.transport.StubExchange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import reactor.core.publisher.Mono;

/** A collection of nothing but ids, and a service that has some of it. */
final class Things {

    static final Operation LIST = Operation.of("QueryThings", "GET", "/things/queries/things/v1", null);
    static final Operation READ = Operation.of("GetThings", "POST", "/things/entities/things/v1", null);

    private Things() {}

    static CollectionDescriptor<String> paged(int page, int window) {
        return CollectionDescriptor.<String>builder("things", LIST)
                .rows(ElementCodec.STRINGS, "id", id -> id)
                .offsetPages(page, window)
                .hydrate(READ, "thing_ids", 500)
                .timeKey("start", false, id -> id)
                .sort("start")
                .sort("name")
                .build();
    }

    /** Serves as many ids as it is told to have. */
    static StubExchange service(long total) {
        return new StubExchange(call -> Mono.just(page(call, total, Integer.MAX_VALUE)));
    }

    /** Makes the page that a call asks for, never larger than something. */
    static ApiReply<String> page(ApiCall call, long total, int most) {
        long offset = number(call, "offset");
        long end = Math.min(total, offset + Math.min(most, number(call, "limit")));
        List<String> ids = LongStream.range(offset, Math.max(offset, end))
                .mapToObj(i -> "id-" + i)
                .toList();
        return reply(ids, new Paging((int) number(call, "limit"), offset, total, null));
    }

    static ApiReply<String> reply(List<String> ids, Paging paging) {
        return new ApiReply<>(200, Map.of(), new Envelope<>(new Meta(null, null, null, paging, null), ids, List.of()));
    }

    /** Returns the entities that are asked for in an order of its own, without some. */
    static StubExchange entities(List<String> missing) {
        return new StubExchange(call -> {
            List<String> found = new ArrayList<>(asked(call));
            found.removeAll(missing);
            Collections.shuffle(found, new Random(3));
            return Mono.just(StubExchange.ok(found.toArray(String[]::new)));
        });
    }

    @SuppressWarnings("unchecked")
    static List<String> asked(ApiCall call) {
        return ((Map<String, List<String>>) call.body()).get("thing_ids");
    }

    static long number(ApiCall call, String name) {
        return Long.parseLong(parameter(call, name));
    }

    static String parameter(ApiCall call, String name) {
        return call.query().stream()
                .filter(p -> p.name().equals(name))
                .map(ApiCall.Parameter::value)
                .findFirst()
                .orElse("");
    }
}
