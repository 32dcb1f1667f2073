package io.falconflux.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole chain, with every logger at its loudest and every wiretap on: no secret is in what comes out. */
class LoudLogsTest extends ExchangeFixture {

    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String SECRET = "S3cr3t/S3cr3t+S3cr3tS3cr3tS3cr3t_XyZ=";
    private static final String TOKEN = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJmYWxjb24ifQ.c2lnbmF0dXJl";
    private static final String PROXY_PASSWORD = "pr0xy-g3heim/pr0xy-g3heim";

    @TempDir
    private Path directory;

    @Test
    void noSecretComesOut() throws Exception {
        Keys keys = Keys.forHost("localhost", directory);
        Http2Server modern = closing(Http2Server.start(keys, stream -> stream.reply("200", answer(stream.path()))));
        RawServer plain = server((request, wire) -> wire.reply("200 OK", "", answer(request.line())));
        RawServer parrot = server((request, wire) -> wire.reply(
                request.line().contains("/oauth2/token") ? "201 Created" : "500 Internal Server Error",
                "",
                request.line().contains("/oauth2/token")
                        ? answer(request.line())
                        : "<pre>" + request.headers() + request.body() + "</pre>"));
        RawServer parrotOfSecrets = server((request, wire) ->
                wire.reply("403 Forbidden", "", "{\"errors\":[{\"message\":\"" + request.body() + "\"}]}"));
        RawServer broken = server((request, wire) -> {
            if (request.line().contains("/oauth2/")) {
                wire.text("HTTP/1.1 201 Created\r\ncontent-length: 500\r\n\r\n" + answer(request.line()));
            }
            wire.reset();
        });
        ProxyServer proxy = closing(ProxyServer.asking("fal:" + PROXY_PASSWORD));
        String login = "fal:" + PercentEncoder.encode(PROXY_PASSWORD);
        String authorities = keys.certificate().toString();
        String output = run(
                List.of(modern.url().toString(), authorities, proxy.url("http", login)),
                List.of(modern.url().toString(), authorities, proxy.url("socks5", login)),
                List.of(plain.url().toString(), "", ""),
                List.of(parrot.url().toString(), "", ""),
                List.of(parrotOfSecrets.url().toString(), "", ""),
                List.of(broken.url().toString(), "", ""),
                List.of(
                        plain.url().toString(),
                        "",
                        proxy.url("http", "fal:" + "wrong-" + PROXY_PASSWORD.replace("/", ""))));
        assertTrue(output.contains("TRACE") && output.contains("DEBUG reactor.netty"), "the loggers are loud");
        assertTrue(output.contains("> QueryIncidents GET"), "the wiretap is on");
        assertTrue(output.contains("got [inc:1]"), "calls succeed");
        assertTrue(output.contains("was refused with 500") && output.contains("was cut"), "calls fail");
        assertTrue(output.contains("does not accept the login of fal"), "the proxy is not always content");
        assertFalse(output.contains("+-------------------------------------------------+"), "bytes are dumped");
        for (String secret : secrets()) {
            int at = output.indexOf(secret);
            assertEquals(-1, at, () -> secret + " is in: " + output.substring(Math.max(0, at - 500), at + 100));
        }
    }

    private static List<String> secrets() {
        List<String> all = new ArrayList<>();
        for (String secret : List.of(SECRET, TOKEN, PROXY_PASSWORD, PROXY_PASSWORD.replace("/", ""))) {
            all.add(secret);
            all.add(PercentEncoder.encode(secret));
        }
        for (String pair : List.of(ID + ":" + SECRET, "fal:" + PROXY_PASSWORD)) {
            all.add(Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
        }
        return all;
    }

    private static String answer(String path) {
        if (path.contains("/oauth2/token")) {
            return "{\"access_token\":\"" + TOKEN + "\",\"expires_in\":1799}";
        }
        return path.contains("/queries/")
                ? "{\"meta\":{\"pagination\":{\"total\":1}},\"resources\":[\"inc:1\"]}"
                : "{\"resources\":[{\"incident_id\":\"inc:1\",\"start\":\"2024-01-01T00:00:00Z\"}]}";
    }

    @SafeVarargs
    private String run(List<String>... clients) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                "-Dorg.slf4j.simpleLogger.log.reactor.netty=trace",
                "-Dorg.slf4j.simpleLogger.log.io.netty=trace",
                "-Dorg.slf4j.simpleLogger.log.io.netty.handler.codec.http2=trace",
                "-cp",
                System.getProperty("java.class.path"),
                LoudClient.class.getName()));
        for (List<String> client : clients) {
            command.addAll(client);
        }
        Path output = directory.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("FALCON_CLIENT_ID", ID);
        builder.environment().put("FALCON_CLIENT_SECRET", SECRET);
        Process process = builder.start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "no end");
        String text = Files.readString(output);
        assertEquals(0, process.exitValue(), () -> text.substring(Math.max(0, text.length() - 5_000)));
        return text;
    }
}
