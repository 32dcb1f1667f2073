package io.falconflux.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.ApiError;
import io.falconflux.error.UnreadableReplyException;
import io.falconflux.json.ElementCodec;
import io.falconflux.json.RawRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies of success, and what claims to be one. */
class ReplyTest extends ExchangeFixture {

    @Test
    void aReplyHasStatusHeadersMetaAndResources() {
        RawServer server = server(always(
                "200 OK",
                "X-Cs-Traceid: abc\r\nX-RateLimit-Remaining: 5999\r\nSet-Cookie: session=1",
                "{\"meta\":{\"trace_id\":\"other\"},\"resources\":[\"inc:1\",\"inc:2\"]}"));
        ApiReply<String> reply = value(read(exchange(server.url())));
        assertEquals(200, reply.status());
        assertEquals(List.of("inc:1", "inc:2"), reply.resources());
        assertEquals("5999", reply.header("X-RATELIMIT-REMAINING"));
        assertEquals("abc", reply.traceId());
        assertFalse(reply.headers().containsKey("set-cookie"));
        assertNull(reply.header("x-other"));
    }

    @Test
    void interimRepliesArePassedOver() {
        RawServer server = server((request, wire) -> {
            wire.text("HTTP/1.1 103 Early Hints\r\nlink: </style.css>; rel=preload\r\n\r\n");
            wire.text("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n");
            wire.reply("200 OK", "", "{\"resources\":[\"inc:1\"]}");
        });
        NettyExchange exchange = exchange(server.url());
        for (int i = 0; i < 3; i++) {
            assertEquals(List.of("inc:1"), value(read(exchange)).resources());
        }
        assertEquals(1, server.connections());
    }

    @Test
    void theTraceIdOfTheMetaStandsInForTheHeaders() {
        RawServer server = server(always("200 OK", "", "{\"meta\":{\"trace_id\":\"t\"}}"));
        assertEquals("t", value(read(exchange(server.url()))).traceId());
    }

    @Test
    void statusCreatedIsSuccess() {
        RawServer server = server(always("201 Created", "", "{\"access_token\":\"x\"}"));
        ApiReply<String> reply = value(exchange(server.url())
                .exchange(ApiCall.to(TOKEN).form("client_id", "a").build(), ElementCodec.bare(p -> {
                    p.skipChildren();
                    return "one";
                })));
        assertEquals(201, reply.status());
        assertEquals(List.of("one"), reply.resources());
    }

    @Test
    void partialSuccessIsSuccessWithErrors() {
        RawServer server = server(always(
                "200 OK",
                "",
                "{\"resources\":[\"a\"],\"errors\":[{\"code\":\"404\",\"message\":\"m\",\"id\":\"b\"}]}"));
        ApiReply<String> reply = value(read(exchange(server.url())));
        assertEquals(List.of("a"), reply.resources());
        assertEquals(List.of(new ApiError(404, "m", "b")), reply.errors());
    }

    @Test
    void aCompressedReplyIsRead() throws IOException {
        byte[] packed = gzip("{\"resources\":[" + "\"inc:1\",".repeat(20_000) + "\"inc:2\"]}");
        RawServer server = server((request, wire) -> wire.reply("200 OK", "content-encoding: gzip", packed));
        assertEquals(20_001, value(read(exchange(server.url()))).resources().size());
    }

    @Test
    void chunksAreJoinedWhereverTheyAreCut() {
        byte[] body = "{\"resources\":[\"\u00e4\",\"\ud83d\ude00\"]}".getBytes(UTF_8);
        RawServer server = server((request, wire) -> {
            wire.text("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
            for (byte b : body) {
                wire.text("1\r\n");
                wire.bytes(new byte[] {b});
                wire.text("\r\n");
            }
            wire.text("0\r\n\r\n");
        });
        assertEquals(
                List.of("\u00e4", "\ud83d\ude00"),
                value(read(exchange(server.url()))).resources());
    }

    @Test
    void rawRowsOutliveTheirReply() {
        RawServer server = server(always("200 OK", "", "{\"resources\":[{\"a\":1.50},{\"b\":\"\u00e4\"}]}"));
        List<RawRow> rows = value(
                        exchange(server.url()).exchange(ApiCall.to(READ).build(), ElementCodec.raw(List.of())))
                .resources();
        assertEquals(
                List.of("{\"a\":1.50}", "{\"b\":\"\u00e4\"}"),
                rows.stream().map(RawRow::toString).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>Please sign in</body></html>",
                "{\"resources\":[\"a\",",
                "{\"resources\":[\"a\"]}}",
                "{\"resources\":[\"a\"]} {\"resources\":[]}",
                "{\"resources\":{\"a\":1}}",
                "[\"a\"]",
                "null"
            })
    void whatIsNoEnvelopeIsUnreadable(String body) {
        RawServer server = server(always("200 OK", "X-CS-TRACEID: abc", body));
        UnreadableReplyException e = failure(UnreadableReplyException.class, read(exchange(server.url())));
        assertEquals("QueryIncidents", e.operation());
        assertEquals(200, e.status());
        assertEquals("abc", e.traceId());
        assertFalse(e.tooLarge());
        assertTrue(e.getMessage().contains("QueryIncidents"), e.getMessage());
        assertTrue(e.getMessage().contains("abc"), e.getMessage());
    }

    @Test
    void statusNoContentIsUnreadableSinceEveryReplyHasABody() {
        RawServer server = server((request, wire) -> wire.text("HTTP/1.1 204 No Content\r\n\r\n"));
        assertEquals(
                204,
                failure(UnreadableReplyException.class, read(exchange(server.url())))
                        .status());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReplyOverTheLimitIsAnErrorOfItsOwn(boolean declared) {
        String body = "{\"resources\":[\"" + "x".repeat(5000) + "\"]}";
        RawServer server = server((request, wire) -> {
            if (declared) {
                wire.reply("200 OK", "", body);
            } else {
                wire.text("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n" + Integer.toHexString(body.length())
                        + "\r\n" + body + "\r\n0\r\n\r\n");
            }
        });
        NettyExchange small = exchange(server.url(), options -> options.maxReplyBytes(5000));
        UnreadableReplyException e = failure(UnreadableReplyException.class, read(small));
        assertTrue(e.tooLarge());
        assertTrue(e.getMessage().contains("5000"), e.getMessage());
        NettyExchange exact = exchange(server.url(), options -> options.maxReplyBytes(body.length()));
        assertEquals(1, value(read(exact)).resources().size());
    }

    @Test
    void theLimitCountsWhatTheReplyUnpacksTo() throws IOException {
        byte[] bomb = gzip("{\"resources\":[\"" + "x".repeat(1 << 20) + "\"]}");
        assertTrue(bomb.length < 10_000);
        RawServer server = server((request, wire) -> wire.reply("200 OK", "content-encoding: gzip", bomb));
        NettyExchange small = exchange(server.url(), options -> options.maxReplyBytes(100_000));
        assertTrue(failure(UnreadableReplyException.class, read(small)).tooLarge());
    }

    @Test
    void aReplyOverTheLimitLeavesTheExchangeUsable() {
        String large = "{\"resources\":[\"" + "x".repeat(5000) + "\"]}";
        RawServer server = server(
                (request, wire) -> wire.reply("200 OK", "", request.line().contains("limit=1 ") ? OK : large));
        NettyExchange small =
                exchange(server.url(), options -> options.maxReplyBytes(1000).maxConnections(1));
        failure(UnreadableReplyException.class, read(small));
        ApiCall call = ApiCall.to(READ).query("limit", 1).build();
        assertEquals(List.of("inc:1"), value(send(small, call)).resources());
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }
}
