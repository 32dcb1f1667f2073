package io.falconflux;

import io.falconflux.error.FalconException;
import io.falconflux.json.ElementCodec;
import io.falconflux.json.EnvelopeReader;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.Exchange;
import io.falconflux.transport.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * An exchange for unit tests of code that uses this client: replies are written down beforehand and given in order. A call
 * that was not expected, and a reply that nobody asked for, are errors of the test.
 *
 * <pre>{@code
 * ScriptedExchange script = new ScriptedExchange()
 *         .reply(IncidentsApi.QUERY_INCIDENTS, "{\"resources\":[\"inc:1\"]}")
 *         .reply(IncidentsApi.GET_INCIDENTS, "{\"resources\":[{\"incident_id\":\"inc:1\"}]}");
 * FalconClient falcon = FalconClient.over(script);
 * // ... use it ...
 * script.verify();
 * }</pre>
 */
public final class ScriptedExchange implements Exchange {

    private record Step(
            Operation operation, String body, @Nullable FalconException error) {}

    private final Deque<Step> script = new ArrayDeque<>();
    private final List<ApiCall> calls = new CopyOnWriteArrayList<>();

    /**
     * Expects a call and answers 200.
     *
     * @param operation what must be called next
     * @param body the JSON of the reply
     */
    public synchronized ScriptedExchange reply(Operation operation, String body) {
        script.add(new Step(operation, body, null));
        return this;
    }

    /**
     * Expects a call and fails it.
     *
     * @param operation what must be called next
     * @param error what the call ends in
     */
    public synchronized ScriptedExchange fail(Operation operation, FalconException error) {
        script.add(new Step(operation, "", error));
        return this;
    }

    /** Returns the calls so far, in their order. */
    public List<ApiCall> calls() {
        return List.copyOf(calls);
    }

    /**
     * Checks that everything that was written down was asked for.
     *
     * @throws AssertionError if something was not
     */
    public synchronized void verify() {
        if (!script.isEmpty()) {
            throw new AssertionError("Calls that did not come: "
                    + script.stream().map(step -> step.operation().id()).toList());
        }
    }

    @Override
    public <T> Mono<ApiReply<T>> exchange(ApiCall call, ElementCodec<T> codec) {
        return Mono.fromCallable(() -> {
            calls.add(call);
            Step step = next(call);
            if (step.error() != null) {
                throw step.error();
            }
            try {
                byte[] body = step.body().getBytes(StandardCharsets.UTF_8);
                return new ApiReply<>(200, Map.of(), EnvelopeReader.read(body, codec));
            } catch (IOException e) {
                throw new UncheckedIOException("The scripted body cannot be read", e);
            }
        });
    }

    private synchronized Step next(ApiCall call) {
        Step step = script.poll();
        if (step == null) {
            throw new AssertionError("Nothing was scripted for " + call);
        }
        if (!step.operation().id().equals(call.operation().id())) {
            throw new AssertionError(step.operation().id() + " was expected, but came " + call);
        }
        return step;
    }
}
