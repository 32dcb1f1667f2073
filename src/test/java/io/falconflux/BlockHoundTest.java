package io.falconflux;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.incidents.IncidentReader;
import io.falconflux.incidents.IncidentsApi;
import io.falconflux.json.ElementCodec;
import io.falconflux.json.ElementReader;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.NettyExchange;
import io.falconflux.transport.TransportOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;

/** BlockHound guards every test of this suite; here is the proof that it does, and that decoding is worth guarding. */
class BlockHoundTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static DisposableServer server;
    private static NettyExchange exchange;

    @BeforeAll
    static void start() {
        String page =
                "{\"resources\":[" + "{\"incident_id\":\"inc:1\"},".repeat(4999) + "{\"incident_id\":\"inc:2\"}]}";
        server = HttpServer.create()
                .host("localhost")
                .port(0)
                .compress(true)
                .handle((request, response) -> response.sendString(Mono.just(page)))
                .bindNow(SOON);
        URI url = URI.create("http://localhost:" + server.port());
        exchange = new NettyExchange(TransportOptions.builder().baseUrl(url).build());
    }

    @AfterAll
    static void stop() {
        exchange.disposeLater().block(SOON);
        server.disposeNow(SOON);
    }

    @Test
    void aDeliberateBlockIsDetected() {
        Mono<Boolean> blocking = Mono.fromCallable(BlockHoundTest::waits).subscribeOn(Schedulers.parallel());
        StepVerifier.create(blocking)
                .expectErrorSatisfies(error -> assertNotNull(blockingCause(error), error::toString))
                .verify(SOON);
    }

    @Test
    void aDeliberateBlockWhileDecodingIsDetectedSoDecodingIsOnTheEventLoop() {
        StepVerifier.create(call(parser -> {
                    waits();
                    return IncidentReader.read(parser);
                }))
                .expectErrorSatisfies(error -> assertNotNull(blockingCause(error), error::toString))
                .verify(SOON);
    }

    @Test
    void callsOfTheClientBlockNoEventLoop() {
        AtomicReference<String> thread = new AtomicReference<>();
        Flux<ApiReply<?>> calls = Flux.range(0, 20)
                .flatMap(
                        i -> call(parser -> {
                            thread.set(Thread.currentThread().getName());
                            return IncidentReader.read(parser);
                        }),
                        8);
        StepVerifier.create(calls)
                .thenConsumeWhile(reply -> reply.resources().size() == 5000)
                .expectComplete()
                .verify(SOON);
        assertTrue(thread.get().contains("falconflux-"), thread.get());
    }

    @Test
    void closingAClientOnAThreadThatMustNotBlockDoesNotBlock() {
        ClientOptions options = ClientOptions.builder()
                .credentials("id", "secret")
                .baseUrl(URI.create("http://localhost:" + server.port()))
                .build();
        Mono<Boolean> closing = Mono.fromCallable(() -> {
                    FalconClient.create(options).close();
                    return true;
                })
                .subscribeOn(Schedulers.parallel());
        StepVerifier.create(closing).expectNext(true).expectComplete().verify(SOON);
    }

    private static <T> Mono<ApiReply<T>> call(ElementReader<T> reader) {
        return exchange.exchange(ApiCall.to(IncidentsApi.QUERY_INCIDENTS).build(), ElementCodec.of(reader));
    }

    private static boolean waits() throws IOException {
        try {
            return new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    private static @Nullable BlockingOperationError blockingCause(Throwable error) {
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof BlockingOperationError found) {
                return found;
            }
        }
        return null;
    }
}
