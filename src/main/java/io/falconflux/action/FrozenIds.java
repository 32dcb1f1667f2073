package io.falconflux.action;

import io.falconflux.error.ActionException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Schedulers;

/**
 * Ids in a file, one a line, that were listed to their end before anything is done to them. An action that changes what a
 * listing filters by must not run while that listing goes on: rows would leave it under its feet.
 *
 * <pre>{@code
 * falcon.incidents()
 *         .freeze(Query.where(QueryIncidents.STATE.is("open")), Path.of("open.ids"))
 *         .flatMapMany(open -> falcon.incidents().perform(open.ids(), close, options))
 * }</pre>
 */
public final class FrozenIds {

    private final Path file;
    private final long count;

    private FrozenIds(Path file, long count) {
        this.file = file;
        this.count = count;
    }

    /**
     * Writes ids to a new file. The file is there under its name only once all of them are in it and on the disk.
     *
     * <p><b>Laziness</b>: nothing happens before subscription; a second subscription finds the file there and fails.
     * <br><b>Demand</b>: one value, whatever the demand; ids are asked for as they are written.
     * <br><b>Cancellation</b>: ends the listing and leaves no file.
     * <br><b>Errors</b>: those of the listing; {@link ActionException} if the file is there already or cannot be written, or an id
     * holds a line break.
     *
     * @param ids the ids, to their end
     * @param file the file
     */
    public static Mono<FrozenIds> freeze(Publisher<String> ids, Path file) {
        Objects.requireNonNull(ids, "ids");
        return Mono.usingWhen(
                        blocking(() -> FreezingFile.create(file)),
                        freezing -> Flux.from(ids)
                                .publishOn(Schedulers.boundedElastic())
                                .doOnNext(freezing::add)
                                .then(blocking(() -> new FrozenIds(file, freezing.finish()))),
                        freezing -> blocking(freezing::close))
                .checkpoint("freeze ids [falcon]");
    }

    /**
     * Opens a file of ids, one a line.
     *
     * <p><b>Laziness</b>: nothing happens before subscription; each subscription opens it anew.
     * <br><b>Demand</b>: one value, whatever the demand.
     * <br><b>Cancellation</b>: ends the reading.
     * <br><b>Errors</b>: {@link ActionException} if it cannot be read.
     *
     * @param file the file
     */
    public static Mono<FrozenIds> open(Path file) {
        return blocking(() -> {
            try (Stream<String> lines = Files.lines(file)) {
                return new FrozenIds(file, lines.count());
            }
        });
    }

    private static <T> Mono<T> blocking(Callable<T> work) {
        return Mono.fromCallable(work)
                .onErrorMap(IOException.class, error -> new ActionException("Cannot use the file: " + error, error))
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** Returns the file. */
    public Path file() {
        return file;
    }

    /** Returns how many ids there are. */
    public long count() {
        return count;
    }

    /**
     * Reads the ids.
     *
     * <p><b>Laziness</b>: nothing happens before demand; each subscription reads from the beginning.
     * <br><b>Demand</b>: a line each, read off the event loop.
     * <br><b>Cancellation</b>: closes the file.
     * <br><b>Errors</b>: {@link ActionException} if it cannot be read.
     */
    public Flux<String> ids() {
        return Flux.using(() -> Files.newBufferedReader(file), FrozenIds::lines, FrozenIds::close)
                .onErrorMap(
                        IOException.class, error -> new ActionException("Cannot read " + file + ": " + error, error))
                .subscribeOn(Schedulers.boundedElastic(), true)
                .checkpoint("frozen ids [falcon]");
    }

    private static Flux<String> lines(BufferedReader reader) {
        return Flux.generate(sink -> line(reader, sink));
    }

    private static void line(BufferedReader reader, SynchronousSink<String> sink) {
        try {
            String line = reader.readLine();
            if (line == null) {
                sink.complete();
            } else {
                sink.next(line);
            }
        } catch (IOException e) {
            sink.error(e);
        }
    }

    private static void close(BufferedReader reader) {
        try {
            reader.close();
        } catch (IOException e) {
            throw new ActionException("Cannot close the file of ids: " + e.getMessage(), e);
        }
    }
}
