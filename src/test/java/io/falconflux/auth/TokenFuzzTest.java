package io.falconflux.auth;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.FalconException;
import io.falconflux.error.Refusal;
import io.falconflux.error.UnreadableReplyException;
import io.falconflux.fuzz.Fuzz;
import io.falconflux.json.ElementCodec;
import io.falconflux.json.EnvelopeReader;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Token replies that are damaged: each gives a token that can be a header and ends in time, or an error of the family. */
class TokenFuzzTest {

    private static final Credentials CREDENTIALS = Credentials.of("id", "secret");

    @Test
    void aDamagedReplyIsATokenOrAnError() {
        Fuzz.run("token", Fuzz.SHORT, TokenFuzzTest::fetch);
    }

    @Test
    void aDamagedRedirectLeadsToACloudOrNowhere() {
        Fuzz.run("headers", Fuzz.SHORT, TokenFuzzTest::redirect);
    }

    @Test
    @Tag("slow")
    void aDamagedReplyIsATokenOrAnErrorForLong() {
        Fuzz.run("token", Fuzz.LONG, TokenFuzzTest::fetch);
        Fuzz.run("headers", Fuzz.LONG, TokenFuzzTest::redirect);
    }

    private static void fetch(byte[] body) {
        Exchange wire = new Exchange() {
            @Override
            public <T> Mono<ApiReply<T>> exchange(ApiCall call, ElementCodec<T> codec) {
                try {
                    return Mono.just(new ApiReply<>(201, Map.of(), EnvelopeReader.read(body, codec)));
                } catch (IOException e) {
                    return Mono.error(new UnreadableReplyException("op", 201, "unreadable", false, null, null));
                }
            }
        };
        try {
            AccessToken token = new OAuth2TokenSource(CREDENTIALS, Home.given(), wire, Schedulers.parallel())
                    .fetch()
                    .block();
            assertTrue(token.value().chars().allMatch(c -> c > ' ' && c < 127), token.value());
            assertFalse(token.expires().isAfter(Instant.now().plusSeconds(90_000)), token::toString);
        } catch (FalconException e) {
            // refused
        }
    }

    private static void redirect(byte[] text) {
        Map<String, String> headers = new HashMap<>();
        new String(text, StandardCharsets.ISO_8859_1).lines().forEach(line -> {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, Math.max(0, colon)),
                    line.substring(colon + 1).strip());
        });
        Refusal refusal = new Refusal(308, headers, List.of(), List.of(), null, null, null);
        Redirect redirect = Redirect.of(refusal, Home.toBeFound(), null, false);
        assertTrue(redirect.cloud() != null || !redirect.advice().isBlank());
        assertTrue(redirect.cloud() == null || !redirect.cloud().government());
        assertTrue(redirect.advice().length() < 1_000, redirect.advice());
    }
}
