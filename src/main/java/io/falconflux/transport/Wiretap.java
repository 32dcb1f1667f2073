package io.falconflux.transport;

import io.falconflux.error.FalconException;
import io.falconflux.error.Words;
import io.falconflux.transport.ApiCall.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what goes over the wire, one line a message, secrets left out. It stands where requests and replies are whole, since what
 * is secret cannot be told from bytes in pieces: Reactor Netty's own wiretap prints credentials and tokens, and is never on.
 */
final class Wiretap {

    private static final Logger LOG = LoggerFactory.getLogger("io.falconflux.wire");

    /** Characters of a body that are shown. */
    private static final int MOST = 2_000;

    private static final Set<String> PLAIN_FIELDS = Set.of("client_id", "member_cid");

    private final @Nullable Consumer<String> log;

    /**
     * Listens.
     *
     * @param log where the lines go; null for nowhere
     * @param asked whether Reactor Netty's wiretap was asked for; then the lines go at least to a logger
     */
    Wiretap(@Nullable Consumer<String> log, boolean asked) {
        this.log = log == null && asked ? LOG::debug : log;
    }

    void sent(ApiCall call, String url, @Nullable RequestBody body) {
        if (log == null) {
            return;
        }
        Redaction redaction = new Redaction(call);
        String headers = call.headers().stream().map(Wiretap::header).collect(Collectors.joining(", "));
        String content = body == null || body.bytes().length == 0 ? "" : " " + content(call, redaction, body);
        log.accept("> " + call.operation().id() + " " + call.operation().method() + " " + redaction.apply(url) + " ["
                + headers + "]" + content);
    }

    private static String header(Parameter header) {
        boolean authorization = header.name().equalsIgnoreCase("authorization");
        String scheme = header.value().substring(0, Math.max(0, header.value().indexOf(' ')));
        return header.name() + ": " + (authorization ? scheme + " ***" : shown(header.name(), header.value()));
    }

    /** Of a form, only what is known to be no secret is shown. */
    private static String content(ApiCall call, Redaction redaction, RequestBody body) {
        List<Parameter> form = call.form();
        return form.isEmpty()
                ? text(redaction, body.bytes())
                : form.stream()
                        .map(field ->
                                field.name() + "=" + (PLAIN_FIELDS.contains(field.name()) ? field.value() : "***"))
                        .collect(Collectors.joining("&"));
    }

    void received(ApiCall call, int status, Map<String, String> headers, byte[] body) {
        if (log == null) {
            return;
        }
        String all = new TreeMap<>(headers)
                .entrySet().stream()
                        .map(header -> header.getKey() + ": " + shown(header.getKey(), header.getValue()))
                        .collect(Collectors.joining(", "));
        log.accept("< " + call.operation().id() + " " + status + " [" + all + "] " + content(call, body));
    }

    /** The reply to a call without a token of its own may bring one. */
    private static String content(ApiCall call, byte[] body) {
        boolean bearing = call.headers().stream()
                .anyMatch(header -> header.name().equalsIgnoreCase("authorization")
                        && header.value().regionMatches(true, 0, "Bearer ", 0, 7));
        return bearing ? text(new Redaction(call), body) : "(" + body.length + " bytes, not shown)";
    }

    void failed(FalconException error) {
        if (log != null) {
            log.accept("! " + error.getMessage());
        }
    }

    private static String shown(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean secret =
                List.of("auth", "cookie", "token", "secret", "key").stream().anyMatch(lower::contains);
        return secret ? "***" : Words.line(value);
    }

    private static String text(Redaction redaction, byte[] body) {
        String start = new String(body, 0, Math.min(body.length, MOST), StandardCharsets.UTF_8);
        String clean = (body.length > MOST ? redaction.applyToStart(start) : redaction.apply(start))
                .replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]+", " ");
        return body.length > MOST ? clean + "... (" + body.length + " bytes)" : clean;
    }
}
