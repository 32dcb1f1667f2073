package io.falconflux.transport;

import io.falconflux.error.ApiError;
import io.falconflux.error.FalconException;
import io.falconflux.error.UnreadableReplyException;
import io.falconflux.json.ElementCodec;
import io.falconflux.json.Envelope;
import io.falconflux.json.EnvelopeReader;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns a whole reply into a value or an error. What repeats a secret of the request has it taken out. */
final class ReplyDecoder {

    private ReplyDecoder() {}

    static <T> ApiReply<T> decode(
            ApiCall call, int status, Map<String, String> headers, byte[] body, ElementCodec<T> codec)
            throws FalconException {
        Redaction redaction = new Redaction(call);
        if (status < 200 || status > 299) {
            throw ErrorDecoder.decode(call, redaction, status, headers, body, codec);
        }
        try {
            return new ApiReply<>(status, headers, redacted(EnvelopeReader.read(body, codec), redaction));
        } catch (IOException e) {
            throw new UnreadableReplyException(
                    call.operation().id(),
                    status,
                    "the reply of status " + status + " cannot be read" + (body.length == 0 ? ", it is empty" : "")
                            + ". Check that the base URL is a Falcon API",
                    false,
                    headers.get("x-cs-traceid"),
                    redaction.leaves(new String(body, StandardCharsets.UTF_8)) ? e : null); // it may quote the body
        }
    }

    private static <T> Envelope<T> redacted(Envelope<T> envelope, Redaction redaction) {
        if (envelope.errors().isEmpty()) {
            return envelope;
        }
        List<ApiError> errors = redaction.apply(envelope.errors());
        return new Envelope<>(envelope.meta(), envelope.resources(), errors, envelope.listed());
    }

    /** Returns the headers, names in lower case, cookies left out; of several of one name the first. */
    static Map<String, String> headers(ApiCall call, HttpHeaders headers) {
        Redaction redaction = new Redaction(call);
        Map<String, String> all = new HashMap<>();
        headers.forEach(header -> {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!name.equals("set-cookie")) {
                all.putIfAbsent(name, redaction.apply(header.getValue()));
            }
        });
        return all;
    }
}
