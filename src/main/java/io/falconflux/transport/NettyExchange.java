package io.falconflux.transport;

import io.falconflux.error.NoReplyException;
import io.falconflux.json.ElementCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/**
 * The innermost exchange: encodes a call, sends it with Reactor Netty and decodes the reply. It repeats nothing, waits for
 * nothing and follows nothing; those decisions are its decorators'. The body is gathered whole and decoded on the event
 * loop: some milliseconds for a page of 500 rows.
 */
public final class NettyExchange implements Exchange, Disposable {

    private final TransportOptions options;
    private final Connections connections;
    private final Deprecations deprecations;
    private final boolean tls;

    /**
     * Prepares a pool of connections; nothing is connected yet.
     *
     * @param options how to reach the service
     * @throws IllegalArgumentException if a file of certificates or keys cannot be read
     */
    public NettyExchange(TransportOptions options) {
        this.options = options;
        this.connections = new Connections(options);
        this.deprecations = new Deprecations(options.deprecationListener());
        this.tls = "https".equalsIgnoreCase(options.baseUrl().getScheme());
    }

    @Override
    public <T> Mono<ApiReply<T>> exchange(ApiCall call, ElementCodec<T> codec) {
        return Mono.defer(() -> {
            if (connections.isDisposed()) {
                return Mono.error(ClosableExchange.closed(call));
            }
            Delivery delivery = new Delivery();
            RequestBody body = RequestBody.of(call);
            Mono<ApiReply<T>> once = Mono.defer(() -> received(call, body, codec, delivery));
            return connections
                    .slots()
                    .run(leave -> new CancelAfterConnect<>(once.doFinally(end -> delivery.settle(leave)), delivery))
                    .doOnCancel(delivery::abandon)
                    .timeout(options.callTimeout())
                    .onErrorMap(error -> Failures.map(call, options, delivery, error))
                    .doOnError(NoReplyException.class, connections.wiretap()::failed);
        });
    }

    private <T> Mono<ApiReply<T>> received(
            ApiCall call, @Nullable RequestBody body, ElementCodec<T> codec, Delivery delivery) {
        delivery.admit();
        return prepared(call, body, delivery)
                .response((response, pieces) -> {
                    delivery.answer();
                    ReplyBody reply = new ReplyBody(contentLength(response), options.maxReplyBytes());
                    return pieces.doOnNext(reply::append)
                            .then(Mono.fromCallable(
                                    () -> decoded(call, response, reply.toByteArray(), codec, delivery)));
                })
                .single()
                .flatMap(delivery::settled)
                .doOnError(error -> connections.capacity().failed(delivery, error));
    }

    private <T> ApiReply<T> decoded(
            ApiCall call, HttpClientResponse response, byte[] body, ElementCodec<T> codec, Delivery delivery) {
        int status = response.status().code();
        Map<String, String> headers = ReplyDecoder.headers(call, response.responseHeaders());
        connections.capacity().served(delivery.channel());
        connections.wiretap().received(call, status, headers, body);
        deprecations.look(call, headers);
        return ReplyDecoder.decode(call, status, headers, body, codec);
    }

    private HttpClient.ResponseReceiver<?> prepared(ApiCall call, @Nullable RequestBody body, Delivery delivery) {
        String uri = uri(call);
        HttpClient.RequestSender sender = connections
                .client(tls)
                .headers(headers -> fill(headers, call, body))
                .doOnRequest((request, connection) -> {
                    begin(delivery, connection);
                    connections.wiretap().sent(call, uri, body);
                })
                .doAfterRequest((request, connection) -> call.context().meter().request())
                .request(HttpMethod.valueOf(call.operation().method()))
                .uri(uri);
        return body == null ? sender : sender.send(Mono.fromSupplier(() -> buffer(body)));
    }

    private void begin(Delivery delivery, Connection connection) {
        InterimReplies.passOver(connection);
        delivery.begin(connection);
        connections.got(tls, connection.channel());
    }

    private static ByteBuf buffer(RequestBody body) {
        return Unpooled.wrappedBuffer(body.bytes());
    }

    private static void fill(HttpHeaders headers, ApiCall call, @Nullable RequestBody body) {
        headers.set(HttpHeaderNames.ACCEPT, "application/json");
        if (body != null) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, body.contentType());
            headers.set(HttpHeaderNames.CONTENT_LENGTH, body.bytes().length);
        }
        call.headers().forEach(header -> headers.set(header.name(), header.value()));
    }

    private String uri(ApiCall call) {
        String query = PercentEncoder.encode(call.query());
        String path = BaseUrl.of(call, options) + call.operation().path();
        return query.isEmpty() ? path : path + "?" + query;
    }

    private static long contentLength(HttpClientResponse response) {
        return response.responseHeaders().getInt(HttpHeaderNames.CONTENT_LENGTH, 0);
    }

    /**
     * Closes the connections. Calls under way may end, for 5 seconds; others are refused from now on.
     *
     * <p><b>Laziness</b>: nothing happens before subscription; a second one finds nothing left.
     * <br><b>Demand</b>: completes without a value.
     * <br><b>Cancellation</b>: leaves the connections open until they are idle.
     * <br><b>Errors</b>: none.
     */
    public Mono<Void> disposeLater() {
        return connections.disposeLater();
    }

    @Override
    public void dispose() {
        connections.dispose();
    }

    @Override
    public boolean isDisposed() {
        return connections.isDisposed();
    }
}
