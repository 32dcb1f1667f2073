package io.falconflux.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.falconflux.error.CredentialsException;
import io.falconflux.error.FalconException;
import io.falconflux.error.NoReplyException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Tokens of the caller's own: whatever that code does, callers get a token or an error of the client's family. */
class SuppliedTokenSourceTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void aTokenIsPassedOnAndTheSourceIsAskedEachTime() {
        ScriptedSource own = new ScriptedSource(Schedulers.parallel(), null);
        TokenSource source = supplied(own);
        StepVerifier.create(source.fetch().concatWith(source.fetch()).map(AccessToken::value))
                .expectNext("token-1", "token-2")
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void theSourceMayBlock(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "t0ken");
        TokenSource source = supplied(() -> Mono.fromCallable(() -> {
            try (InputStream read = new FileInputStream(file.toFile())) {
                return AccessToken.of(new String(read.readAllBytes(), StandardCharsets.UTF_8));
            }
        }));
        StepVerifier.create(Mono.defer(source::fetch).subscribeOn(Schedulers.parallel()))
                .expectNextCount(1)
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void whatItSaysWhenItFailsIsInNoMessage() {
        CredentialsException error = failure(() -> Mono.error(new IllegalStateException("bad token t0ken")));
        assertFalse(error.toString().contains("t0ken"), error::toString);
        assertInstanceOf(IllegalStateException.class, error.getCause());
    }

    @Test
    void aSourceThatThrowsIsASourceThatFails() {
        failure(() -> {
            throw new IllegalStateException("no vault");
        });
    }

    @Test
    void aSourceThatGivesNothingIsSaidToGiveNothing() {
        assertEquals(
                "The token did not come: the supplier gave nothing. Check where it should come from",
                failure(Mono::empty).getMessage());
    }

    @Test
    void aSourceThatNeverAnswersIsGivenUpAfterAMinute() {
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        AtomicReference<Throwable> error = new AtomicReference<>();
        new SuppliedTokenSource(Mono::never, time).fetch().subscribe(token -> {}, error::set);
        time.advanceTimeBy(Duration.ofSeconds(60));
        assertEquals(
                "The token did not come within 60 s. Check where it should come from",
                assertInstanceOf(CredentialsException.class, error.get()).getMessage());
    }

    @Test
    void anErrorOfTheClientsOwnFamilyIsPassedOn() {
        FalconException own = new NoReplyException("oauth2AccessToken", "reset", true, null);
        StepVerifier.create(supplied(() -> Mono.error(own)).fetch())
                .consumeErrorWith(error -> assertSame(own, error))
                .verify(SOON);
    }

    @Test
    void aTokenOfSomebodyElseIsNotRevoked() {
        StepVerifier.create(supplied(Mono::never).revoke(AccessToken.of("t0ken")))
                .expectComplete()
                .verify(SOON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "line\nend", "t\u00f6ken"})
    void whatCannotStandInAHeaderIsNoTokenAndIsNotRepeated(String value) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> AccessToken.of(value));
        assertFalse(!value.isEmpty() && e.getMessage().contains(value), e::getMessage);
    }

    private static TokenSource supplied(TokenSource own) {
        return new SuppliedTokenSource(own, Schedulers.parallel());
    }

    private static CredentialsException failure(TokenSource own) {
        AtomicReference<Throwable> error = new AtomicReference<>();
        StepVerifier.create(supplied(own).fetch()).consumeErrorWith(error::set).verify(SOON);
        assertNotNull(error.get());
        return assertInstanceOf(CredentialsException.class, error.get());
    }
}
