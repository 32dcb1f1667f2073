package io.falconflux.action;

import io.falconflux.error.ActionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file of ids on its way: under another name until it is whole. Used by one thread at a time, off the event loop. */
final class FreezingFile {

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final Path part;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private long count;

    private FreezingFile(Path file, Path part, FileChannel channel) {
        this.file = file;
        this.part = part;
        this.channel = channel;
    }

    static FreezingFile create(Path file) throws IOException {
        if (Files.exists(file)) {
            throw new ActionException(file + " is there already: open it to go on, or remove it to list anew", null);
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        return new FreezingFile(file, part, channel);
    }

    void add(String id) {
        if (id.indexOf('\n') >= 0 || id.indexOf('\r') >= 0) {
            throw new ActionException("An id holds a line break, so it cannot be kept in a file of lines", null);
        }
        byte[] line = (id + "\n").getBytes(StandardCharsets.UTF_8);
        if (line.length > buffer.remaining()) {
            flush();
        }
        if (line.length > buffer.remaining()) {
            write(ByteBuffer.wrap(line));
        } else {
            buffer.put(line);
        }
        count++;
    }

    private void flush() {
        write(buffer.flip());
        buffer.clear();
    }

    private void write(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new ActionException("Cannot write ids to " + file + ": " + e.getMessage(), e);
        }
    }

    /** Puts the whole file in its place; returns how many ids are in it. */
    long finish() throws IOException {
        flush();
        channel.force(true);
        channel.close();
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        return count;
    }

    /** Ends it; a file that is not whole goes. */
    boolean close() throws IOException {
        channel.close();
        return Files.deleteIfExists(part);
    }
}
