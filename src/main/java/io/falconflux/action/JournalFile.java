package io.falconflux.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.falconflux.error.ActionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * A journal in a file that is only ever appended to: one line an event, on the disk before its publisher completes. It is locked
 * as long as it is open. Everything here happens off the event loop. State: the open file, how many lines it has and how long
 * they are, and whether it is closed, which it may be before it was opened; guarded by this object.
 */
final class JournalFile implements Journal {

    /** Ids of the input in one line. */
    private static final int INPUT = 1_000;

    private static final String NOTHING_SENT = ". Nothing was sent: put that right, or name another file";

    private final JournalUse use;
    private final JournalHead head;
    private final Scheduler clock;
    private JournalRecord record = JournalRecord.EMPTY;
    private @Nullable FileChannel channel;
    private @Nullable ActionException broken;
    private boolean closed;
    private long number;
    private long length;

    /**
     * Prepares a journal; nothing is opened yet.
     *
     * @param use which file, and whether to go on with it
     * @param facts the action
     * @param clock what events are dated by
     */
    JournalFile(JournalUse use, ActionFacts facts, Scheduler clock) {
        this.use = use;
        this.head = JournalHead.of(facts);
        this.clock = clock;
    }

    /**
     * Opens the file, reads what is there, and begins if nothing was begun.
     *
     * @param input the ids that the action is done to; null if they come as they are needed
     */
    Mono<Journal> open(@Nullable Iterable<String> input) {
        return JournalReader.<Journal>off(() -> {
            try {
                take(FileChannel.open(
                        use.file(),
                        use.resume() ? StandardOpenOption.READ : StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE));
                begin(input);
                return this;
            } catch (NoSuchFileException e) {
                throw use.resume() ? JournalReader.missing(use.file()) : unwritable(e, NOTHING_SENT);
            } catch (IOException e) {
                throw unwritable(e, NOTHING_SENT);
            }
        });
    }

    private synchronized void take(FileChannel opened) throws IOException {
        if (closed) {
            opened.close();
            throw new ClosedChannelException();
        }
        channel = opened;
    }

    private FileChannel file() throws IOException {
        FileChannel opened = channel;
        if (opened == null) {
            throw new ClosedChannelException();
        }
        return opened;
    }

    private synchronized void begin(@Nullable Iterable<String> input) throws IOException {
        lock();
        if (!use.resume() && file().size() > 0) {
            throw new ActionException(use.file() + " is there already: resume it, or remove it to begin anew", null);
        }
        JournalRecord there = JournalReader.isFile(use.file())
                ? JournalRecord.read(use.file(), Channels.newInputStream(file()))
                : JournalRecord.EMPTY;
        JsonNode first = there.head();
        if (first != null) {
            head.check(use.file(), first);
        }
        record = there.begun() ? there : JournalRecord.EMPTY;
        number = record.lines();
        length = record.length();
        file().truncate(length);
        if (!there.begun()) {
            try {
                write(input);
            } catch (IOException e) {
                length = 0;
                cut();
                throw e;
            }
        }
    }

    private void lock() throws IOException {
        FileLock lock;
        try {
            lock = file().tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new ActionException(
                    "The journal " + use.file() + " is in use by another run: wait for its end", null);
        }
    }

    private void write(@Nullable Iterable<String> input) throws IOException {
        append(head.event().put("at", now()));
        int count = 0;
        if (input != null) {
            List<String> part = new ArrayList<>(INPUT);
            for (String id : input) {
                part.add(id);
                count++;
                if (part.size() == INPUT) {
                    input(part);
                }
            }
            input(part);
        }
        ObjectNode begin = JournalLine.event(number, JournalRecord.BEGIN);
        append(input == null ? begin : begin.put("input", count));
        file().force(true);
        directory();
    }

    private void input(List<String> part) throws IOException {
        if (!part.isEmpty()) {
            ObjectNode event = JournalLine.event(number, JournalRecord.INPUT);
            JournalLine.ids(event, part);
            append(event);
            part.clear();
        }
    }

    /** The name of a new file must be on the disk as well, where the system can do that. */
    private void directory() {
        Path parent = use.file().toAbsolutePath().getParent();
        if (parent != null) {
            try (FileChannel directory = FileChannel.open(parent, StandardOpenOption.READ)) {
                directory.force(true);
            } catch (IOException e) {
                // some systems cannot open a directory
            }
        }
    }

    private String now() {
        return Instant.ofEpochMilli(clock.now(TimeUnit.MILLISECONDS)).toString();
    }

    @Override
    public synchronized Past past(String id) {
        return record.past(id);
    }

    @Override
    public Mono<Void> sending(List<String> ids) {
        return written(() -> listed(JournalRecord.SENDING, ids));
    }

    @Override
    public Mono<Void> refused(List<String> ids) {
        return written(() -> listed(JournalRecord.REFUSED, ids));
    }

    private ObjectNode listed(String name, List<String> ids) {
        ObjectNode event = JournalLine.event(number, name).put("at", now());
        JournalLine.ids(event, ids);
        return event;
    }

    @Override
    public Mono<Void> settled(List<Outcome> outcomes) {
        return written(() -> {
            ObjectNode event = JournalLine.event(number, JournalRecord.SETTLED).put("at", now());
            JournalRecord.outcomes(event, outcomes);
            return event;
        });
    }

    private Mono<Void> written(Supplier<ObjectNode> event) {
        return JournalReader.off(() -> {
            write(event);
            return null;
        });
    }

    private synchronized void write(Supplier<ObjectNode> event) {
        if (broken != null) {
            throw broken;
        }
        try {
            append(event.get());
            file().force(false);
        } catch (IOException e) {
            broken = unwritable(e, "");
            cut();
            throw broken;
        }
    }

    private void append(ObjectNode event) throws IOException {
        byte[] line = JournalLine.write(event);
        ByteBuffer bytes = ByteBuffer.wrap(line);
        while (bytes.hasRemaining()) {
            file().write(bytes, length + bytes.position());
        }
        number++;
        length += line.length;
    }

    /** Half a line must not stay, since another run would append to it, nor the half of a beginning, which nothing goes on from. */
    private void cut() {
        try {
            file().truncate(length);
        } catch (IOException e) {
            // the error that led here is told; a torn last line is passed over when the journal is read
        }
    }

    private ActionException unwritable(IOException error, String whatToDo) {
        return new ActionException(
                "Cannot write the journal " + use.file() + ": " + JournalReader.reason(error) + whatToDo, error);
    }

    /** Closes the file and gives up the lock; one that is not open yet will be closed at once. */
    Mono<Void> close() {
        return JournalReader.off(() -> {
            release();
            return null;
        });
    }

    private synchronized void release() throws IOException {
        closed = true;
        FileChannel opened = channel;
        if (opened != null) {
            opened.close();
        }
    }
}
