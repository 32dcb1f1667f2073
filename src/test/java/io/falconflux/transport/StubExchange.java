package io.falconflux.transport;

import io.falconflux.error.Refusal;
import io.falconflux.error.RefusedException;
import io.falconflux.json.ElementCodec;
import io.falconflux.json.Envelope;
import io.falconflux.json.Meta;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** An exchange that is a function, and remembers the calls. */
public final class StubExchange implements Exchange {

    private final Function<ApiCall, Mono<? extends ApiReply<?>>> answer;
    private final List<ApiCall> calls = new CopyOnWriteArrayList<>();

    /** Answers by a function; it is asked at each subscription. */
    public StubExchange(Function<ApiCall, Mono<? extends ApiReply<?>>> answer) {
        this.answer = answer;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> Mono<ApiReply<T>> exchange(ApiCall call, ElementCodec<T> codec) {
        return Mono.defer(() -> {
            calls.add(call);
            return (Mono<ApiReply<T>>) answer.apply(call);
        });
    }

    /** Returns the calls so far. */
    public List<ApiCall> calls() {
        return calls;
    }

    /** Makes a reply of success. */
    public static ApiReply<String> ok(String... resources) {
        return new ApiReply<>(200, Map.of(), new Envelope<>(Meta.NONE, List.of(resources), List.of()));
    }

    /** Makes a refusal; headers as name, value, name, value. */
    public static RefusedException refused(String operation, int status, String... headers) {
        Map<String, String> map = new java.util.HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i], headers[i + 1]);
        }
        return new RefusedException(
                operation, new Refusal(status, map, List.of(), List.of(), null, null, null), "Try something else");
    }
}
