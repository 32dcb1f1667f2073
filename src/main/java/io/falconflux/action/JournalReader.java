package io.falconflux.action;

import com.fasterxml.jackson.databind.JsonNode;
import io.falconflux.error.ActionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reads journals that stay as they are. */
final class JournalReader {

    private JournalReader() {}

    /**
     * Reads a journal for a run that sends nothing.
     *
     * @param file the journal
     * @param facts the action that it must belong to
     */
    static Mono<Journal> past(Path file, ActionFacts facts) {
        return off(() -> {
            JournalRecord record = read(file);
            JsonNode head = record.head();
            if (head != null) {
                JournalHead.of(facts).check(file, head);
            }
            return record::past;
        });
    }

    /**
     * Reads the ids that the action of a journal was begun with; nothing if it has none.
     *
     * @param file the journal
     */
    static Mono<List<String>> input(Path file) {
        return off(() -> read(file).input());
    }

    /** Tells whether there is something that can be read to its end, which a device may not be. */
    static boolean isFile(Path file) {
        return Files.isRegularFile(file);
    }

    private static JournalRecord read(Path file) {
        if (Files.exists(file) && !isFile(file)) {
            throw new ActionException(file + " is no journal of a bulk action: name another file", null);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return JournalRecord.read(file, in);
        } catch (NoSuchFileException e) {
            throw missing(file);
        } catch (IOException e) {
            throw new ActionException("Cannot read the journal " + file + ": " + reason(e), e);
        }
    }

    static ActionException missing(Path file) {
        return new ActionException("There is no journal to go on from in " + file + ": begin without resuming", null);
    }

    /** The messages of the file system are often nothing but the name of the file. */
    static String reason(IOException error) {
        if (error instanceof NoSuchFileException) {
            return "no such directory";
        }
        if (error instanceof AccessDeniedException) {
            return "permission denied";
        }
        String text = error instanceof FileSystemException known ? known.getReason() : error.getMessage();
        return Objects.requireNonNullElse(text, error.getClass().getSimpleName());
    }

    /**
     * Does something to files off the event loop. Cancelling interrupts it, which closes an open file; what it throws then is
     * not told, since nobody listens.
     */
    static <T> Mono<T> off(Callable<@Nullable T> work) {
        return Mono.<T>create(sink -> {
                    AtomicBoolean cancelled = new AtomicBoolean();
                    sink.onCancel(() -> cancelled.set(true));
                    try {
                        sink.success(work.call());
                    } catch (Exception e) {
                        if (!cancelled.get()) {
                            sink.error(e);
                        }
                    }
                })
                .subscribeOn(Schedulers.boundedElastic());
    }
}
