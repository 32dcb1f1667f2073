package io.falconflux.transport;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.falconflux.error.FalconException;
import io.falconflux.json.ElementCodec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Opens servers and exchanges, and closes them after the test. */
abstract class ExchangeFixture {

    static final Duration SOON = Duration.ofSeconds(10);
    static final Operation READ =
            Operation.of("QueryIncidents", "GET", "/incidents/queries/incidents/v1", "incidents:read");
    static final Operation RETIRED = READ.retired("2026-03-09", "Alerts and Cases");
    static final Operation WRITE =
            Operation.of("PerformIncidentAction", "POST", "/incidents/entities/incident-actions/v1", "incidents:write");
    static final Operation TOKEN = Operation.of("oauth2AccessToken", "POST", "/oauth2/token", null);
    static final String OK = "{\"resources\":[\"inc:1\"]}";

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @AfterEach
    void closeAll() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    final RawServer server(RawServer.Script script) {
        return closing(RawServer.start(script));
    }

    final <T extends AutoCloseable> T closing(T resource) {
        open.push(resource);
        return resource;
    }

    final NettyExchange exchange(URI url) {
        return exchange(url, options -> options);
    }

    final NettyExchange exchange(URI url, UnaryOperator<TransportOptions.Builder> change) {
        TransportOptions options =
                change.apply(TransportOptions.builder().baseUrl(url)).build();
        NettyExchange exchange = new NettyExchange(options);
        open.push(() -> exchange.disposeLater().block(SOON));
        return exchange;
    }

    static Mono<ApiReply<String>> send(Exchange exchange, ApiCall call) {
        return exchange.send(call, ElementCodec.STRINGS);
    }

    static Mono<ApiReply<String>> read(Exchange exchange) {
        return send(exchange, ApiCall.to(READ).build());
    }

    static <T> T value(Mono<T> mono) {
        AtomicReference<T> value = new AtomicReference<>();
        StepVerifier.create(mono).consumeNextWith(value::set).expectComplete().verify(SOON);
        return value.get();
    }

    /** Returns the error that a publisher ends in, which must be of the client's own family. */
    static <E extends FalconException> E failure(Class<E> type, Mono<?> mono) {
        AtomicReference<Throwable> error = new AtomicReference<>();
        StepVerifier.create(mono).consumeErrorWith(error::set).verify(SOON);
        assertNotNull(error.get());
        return assertInstanceOf(type, error.get());
    }

    /** A script that gives every request the same reply. */
    static RawServer.Script always(String status, String headers, String body) {
        return (request, wire) -> wire.reply(status, headers, body);
    }

    /** Everything that a person could get to see of an error. */
    static String everythingOf(Throwable error) {
        StringWriter text = new StringWriter();
        try (PrintWriter out = new PrintWriter(text)) {
            error.printStackTrace(out);
            out.println(error);
        }
        return text.toString();
    }
}
