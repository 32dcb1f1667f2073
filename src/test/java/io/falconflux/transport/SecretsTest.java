package io.falconflux.transport;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.FalconException;
import io.falconflux.error.RefusedException;
import io.falconflux.error.RetiredException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that repeats the request in its reply must not bring a secret into an error. */
class SecretsTest extends ExchangeFixture {

    private static final String BEARER = "eyJhbGciOiJSUzI1NiJ9bearer_token_signature";
    private static final String SECRET = "abcdefghij0123456789ABCDEFGHIJ_secret_40";
    private static final String TOKEN_TO_REVOKE = "eyJhbGciOiJSUzI1NiJ9revoked_token_signature";

    private static final ApiCall API =
            ApiCall.to(RETIRED).header("Authorization", "Bearer " + BEARER).build();
    private static final ApiCall LOGIN = ApiCall.to(TOKEN)
            .form("client_id", "id")
            .form("client_secret", SECRET)
            .build();
    private static final ApiCall LOGOUT = ApiCall.to(Operation.of("oauth2RevokeToken", "POST", "/oauth2/revoke", null))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(("id:" + SECRET).getBytes()))
            .form("token", TOKEN_TO_REVOKE)
            .build();

    static Stream<ApiCall> calls() {
        return Stream.of(API, LOGIN, LOGOUT);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aPageThatRepeatsTheRequest(ApiCall call) {
        for (String status : List.of("200 OK", "400 Bad Request", "404 Not Found", "502 Bad Gateway")) {
            RawServer server = server((request, wire) ->
                    wire.reply(status, "", "<pre>" + request.headers() + "\n" + request.body() + "</pre>"));
            hides(call, failure(FalconException.class, send(exchange(server.url()), call)));
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void anEnvelopeThatRepeatsTheRequest(ApiCall call) {
        for (String status : List.of("400 Bad Request", "404 Not Found", "500 Internal Server Error")) {
            RawServer server = server((request, wire) -> {
                String echo = (request.headers() + request.body()).replace("\"", "'");
                wire.reply(
                        status,
                        "X-Echo: " + echo + "\r\nX-Cs-Traceid: " + echo,
                        "{\"meta\":{\"trace_id\":\"" + echo + "\"},\"errors\":[{\"code\":1,\"message\":\"" + echo
                                + "\",\"id\":\"" + echo + "\"}],\"resources\":[\"" + echo + "\"]}");
            });
            hides(call, failure(FalconException.class, send(exchange(server.url()), call)));
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aReplyOfSuccessWhoseErrorsRepeatTheRequest(ApiCall call) {
        RawServer server = server((request, wire) -> {
            String echo = (request.headers() + request.body()).replace("\"", "'");
            wire.reply("200 OK", "", "{\"errors\":[{\"message\":\"" + echo + "\",\"id\":\"" + echo + "\"}]}");
        });
        ApiReply<String> reply = value(send(exchange(server.url()), call));
        noSecretIn(reply.toString());
        noSecretIn(reply.errorText());
    }

    @Test
    void aSecretIsFoundAsItWasSentAndAsItWasMeant() {
        String secret = "s+cret/with=signs&more";
        String pair = Base64.getEncoder().encodeToString(("id:" + secret).getBytes());
        ApiCall login = ApiCall.to(TOKEN).form("client_secret", secret).build();
        ApiCall logout =
                ApiCall.to(TOKEN).header("Authorization", "basic " + pair).build();
        for (ApiCall call : List.of(login, logout)) {
            RawServer server = server((request, wire) ->
                    wire.reply("403 Forbidden", "", "no: " + secret + " " + request.body() + request.headers()));
            String all = everythingOf(failure(RefusedException.class, send(exchange(server.url()), call)));
            for (String shown : List.of(secret, pair, PercentEncoder.encode(secret))) {
                assertFalse(all.contains(shown), () -> shown + " is in " + all);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aBodyThatIsNothingButTheSecret(ApiCall call) {
        RawServer server = server((request, wire) -> {
            String authorization = request.headers().getOrDefault("authorization", "");
            String form = request.body();
            wire.reply(
                    "200 OK",
                    "X-Cs-Traceid: " + authorization,
                    form.isEmpty()
                            ? authorization.substring(authorization.indexOf(' ') + 1)
                            : form.substring(form.lastIndexOf('=') + 1));
        });
        hides(call, failure(FalconException.class, send(exchange(server.url()), call)));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aConnectionThatBreaks(ApiCall call) {
        RawServer server = server((request, wire) -> wire.reset());
        hides(call, failure(FalconException.class, send(exchange(server.url()), call)));
    }

    @ParameterizedTest
    @ValueSource(ints = {3990, 4050, 4080, 4095, 4096})
    void aPageThatIsCutInTheMiddleOfTheSecret(int filler) {
        RawServer server = server((request, wire) ->
                wire.reply("502 Bad Gateway", "", "<style>" + "x".repeat(filler) + "</style>" + BEARER + " and more"));
        RefusedException e = failure(RefusedException.class, send(exchange(server.url()), API));
        assertFalse(everythingOf(e).contains(BEARER.substring(0, 12)), () -> e.getMessage());
    }

    @Test
    void aTokenThatCannotBeAHeaderDoesNotShowInTheError() {
        ApiCall call = ApiCall.to(READ)
                .header("Authorization", "Bearer " + BEARER + "\nx")
                .build();
        RawServer server = server(always("200 OK", "", OK));
        hides(call, failure(FalconException.class, send(exchange(server.url()), call)));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void theCallItselfShowsNoValue(ApiCall call) {
        for (Object part : List.of(call, call.headers(), call.form(), call.query())) {
            noSecretIn(part.toString());
        }
    }

    @Test
    void redactionDoesNotEatTheRest() {
        RawServer server = server((request, wire) ->
                wire.reply("404 Not Found", "", "{\"errors\":[{\"code\":404,\"message\":\"404: Page Not Found\"}]}"));
        RetiredException e = failure(RetiredException.class, send(exchange(server.url()), API));
        assertTrue(e.refusal().words().contains("404: Page Not Found"));
    }

    private static void hides(ApiCall call, FalconException error) {
        noSecretIn(everythingOf(error));
        noSecretIn(call.toString());
        if (error instanceof RefusedException refused) {
            noSecretIn(refused.refusal().toString());
        }
        if (error instanceof RetiredException retired) {
            noSecretIn(retired.refusal().toString());
        }
        noSecretIn(String.valueOf(error.traceId()));
    }

    private static void noSecretIn(String text) {
        String pair = Base64.getEncoder().encodeToString(("id:" + SECRET).getBytes());
        for (String secret : List.of(BEARER, SECRET, TOKEN_TO_REVOKE, pair)) {
            assertFalse(text.contains(secret), () -> secret + " is in: " + text);
        }
    }
}
