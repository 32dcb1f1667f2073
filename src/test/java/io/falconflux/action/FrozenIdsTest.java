package io.falconflux.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.ActionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class FrozenIdsTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    @Test
    void idsAreLinesAndComeBackAsTheyWere() throws IOException {
        Path file = directory.resolve("open.ids");
        FrozenIds frozen =
                FrozenIds.freeze(Flux.fromIterable(Ids.of(20_000)), file).block(SOON);
        assertEquals(20_000, frozen.count());
        assertEquals(Ids.of(20_000), Files.readAllLines(file));
        assertEquals(Ids.of(20_000), frozen.ids().collectList().block(SOON));
        StepVerifier.create(frozen.ids(), 2)
                .expectNext(Ids.id(0), Ids.id(1))
                .thenCancel()
                .verify(SOON);
        FrozenIds opened = FrozenIds.open(file).block(SOON);
        assertEquals(20_000, opened.count());
        assertEquals(file, opened.file());
    }

    @Test
    void aFileIsThereOnlyWhenAllIdsAreInIt() throws IOException {
        Path file = directory.resolve("open.ids");
        Sinks.Many<String> ids = Sinks.many().unicast().onBackpressureBuffer();
        StepVerifier.create(FrozenIds.freeze(ids.asFlux(), file))
                .then(() -> ids.tryEmitNext("inc:1"))
                .then(() -> assertFalse(Files.exists(file)))
                .then(ids::tryEmitComplete)
                .assertNext(frozen -> assertTrue(Files.exists(file)))
                .expectComplete()
                .verify(SOON);
        assertEquals(List.of("open.ids"), names());
    }

    @Test
    void aListingThatFailsLeavesNoFile() throws IOException {
        Path file = directory.resolve("open.ids");
        Flux<String> ids = Flux.just("inc:1").concatWith(Mono.error(new IllegalStateException("incomplete")));
        assertThrows(
                IllegalStateException.class, () -> FrozenIds.freeze(ids, file).block(SOON));
        assertEquals(List.of(), names());
    }

    @Test
    void whatIsThereIsNotReplaced() throws IOException {
        Path file = Files.writeString(directory.resolve("open.ids"), "inc:1\n");
        ActionException error = assertThrows(
                ActionException.class,
                () -> FrozenIds.freeze(Flux.just("inc:2"), file).block(SOON));
        assertTrue(error.getMessage().contains("is there already"), error.getMessage());
        assertEquals("inc:1\n", Files.readString(file));
    }

    @Test
    void anIdWithALineBreakCannotBeALine() {
        Path file = directory.resolve("open.ids");
        assertThrows(
                ActionException.class,
                () -> FrozenIds.freeze(Flux.just("inc:1\ninc:2"), file).block(SOON));
    }

    @Test
    void aPlaceThatCannotBeUsedIsAnErrorOfTheFamily() {
        Path file = directory.resolve("none").resolve("open.ids");
        assertInstanceOf(
                IOException.class,
                assertThrows(
                                ActionException.class,
                                () -> FrozenIds.freeze(Flux.just("inc:1"), file).block(SOON))
                        .getCause());
        assertThrows(ActionException.class, () -> FrozenIds.open(file).block(SOON));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }
}
