package io.falconflux.transport;

import io.falconflux.error.FalconException;
import io.falconflux.error.Refusal;
import io.falconflux.error.RefusedException;
import io.falconflux.error.RetiredException;
import io.falconflux.json.ElementCodec;
import io.falconflux.json.Envelope;
import io.falconflux.json.EnvelopeReader;
import io.falconflux.transport.Operation.Retirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a reply outside 2xx into an error. The body may be an envelope, a gateway's HTML, or nothing. */
final class ErrorDecoder {

    private static final int SNIPPET = 200;
    private static final List<String> UNSEEN = List.of("style", "script");
    private static final String UNKNOWN_ROUTE = "404: Page Not Found";

    private ErrorDecoder() {}

    static FalconException decode(
            ApiCall call,
            Redaction redaction,
            int status,
            Map<String, String> headers,
            byte[] body,
            ElementCodec<?> codec) {
        Envelope<?> envelope = envelope(body, codec.enveloped() ? codec : ElementCodec.NOTHING);
        Refusal refusal = refusal(redaction, status, headers, body, envelope);
        Retirement retirement = call.operation().retirement();
        if (retirement != null && (gone(refusal) || fromGateway(refusal, envelope))) {
            return new RetiredException(call.operation().id(), refusal, retirement.since(), retirement.successors());
        }
        return new RefusedException(call.operation().id(), refusal, advice(call, refusal));
    }

    private static @Nullable Envelope<?> envelope(byte[] body, ElementCodec<?> codec) {
        try {
            return EnvelopeReader.read(body, codec);
        } catch (IOException e) {
            return null;
        }
    }

    private static Refusal refusal(
            Redaction redaction, int status, Map<String, String> headers, byte[] body, @Nullable Envelope<?> envelope) {
        String traceId = headers.get("x-cs-traceid");
        if (envelope == null) {
            return new Refusal(status, headers, List.of(), List.of(), null, traceId, snippet(redaction, body));
        }
        String ownTraceId = envelope.meta().traceId();
        return new Refusal(
                status,
                headers,
                redaction.apply(envelope.errors()),
                List.copyOf(envelope.resources()),
                envelope.meta().resourcesAffected(),
                traceId != null || ownTraceId == null ? traceId : redaction.apply(ownTraceId),
                null);
    }

    /** Returns the start of the text of a page, tags left out; null if there is none. */
    private static @Nullable String snippet(Redaction redaction, byte[] body) {
        String text = new String(body, 0, Math.min(body.length, 4096), StandardCharsets.UTF_8);
        String plain = withoutTags(redaction.applyToStart(text))
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        if (plain.isEmpty()) {
            return null;
        }
        return plain.length() <= SNIPPET ? plain : plain.substring(0, SNIPPET - 3) + "...";
    }

    /** Leaves out what stands between angle brackets, and what stands in a style or a script. */
    private static String withoutTags(String page) {
        StringBuilder out = new StringBuilder(page.length());
        int at = 0;
        while (at < page.length()) {
            int open = page.indexOf('<', at);
            int close = open < 0 ? -1 : page.indexOf('>', open);
            if (close < 0) {
                return out.append(page, at, page.length()).toString();
            }
            out.append(page, at, open).append(' ');
            at = close + 1;
            for (String unseen : UNSEEN) {
                int end = page.startsWith(unseen, open + 1) ? page.indexOf("</" + unseen, at) : -1;
                at = end < 0 ? at : end;
            }
        }
        return out.toString();
    }

    /** A retired route answers 410, or 404 with no envelope at all, or with the gateway's words for an unknown route. */
    private static boolean gone(Refusal refusal) {
        return refusal.status() == 410
                || refusal.status() == 404
                        && (refusal.errors().isEmpty() || refusal.words().contains(UNKNOWN_ROUTE));
    }

    /** A gateway that answers itself, whatever its words, has no service behind the route. */
    private static boolean fromGateway(Refusal refusal, @Nullable Envelope<?> envelope) {
        String poweredBy = envelope == null ? null : envelope.meta().poweredBy();
        return refusal.status() == 404 && poweredBy != null && poweredBy.contains("gateway");
    }

    private static String advice(ApiCall call, Refusal refusal) {
        int status = refusal.status();
        String scope = call.operation().scope();
        if (scope == null && (status == 400 || status == 401 || status == 403)) {
            return "Check the client id, the client secret, the member CID, the cloud and the client's IP allow list";
        }
        return switch (status) {
            case 400 -> "Correct the filter, the sort or the ids";
            case 401 ->
                "The service does not accept the token: check that the client still exists and the cloud is its own";
            case 403 -> "Give the API client the scope " + scope + ", and check its IP allow list";
            case 404 -> "Check the base URL and the cloud";
            case 409 -> "Somebody else changed the same entity; read it and decide again";
            case 413 -> "Send less in one call";
            case 429 -> "The customer's allowance of calls is used up: wait, or send fewer calls";
            default ->
                status >= 300 && status < 400
                        ? "Redirects are not followed, since credentials would go along: set the cloud or the base URL"
                        : "The service or a gateway before it failed: try again later";
        };
    }
}
