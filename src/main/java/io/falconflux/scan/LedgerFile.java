package io.falconflux.scan;

import io.falconflux.error.ScanException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A ledger with a file beside the memory, so that a resumed scan knows what was delivered. The file is only ever appended to:
 * a head of 16 bytes, then 16 bytes a row. A checkpoint says how many of them belong to it; what a killed scan wrote beyond
 * that is cut off when it is resumed. Used off the event loop.
 */
final class LedgerFile implements Ledger {

    private static final long MAGIC = 0x4646_4c45_4447_3031L; // FFLEDG01
    private static final int ENTRY = 16;
    private static final int BUFFER = 512 * ENTRY;

    private final Path file;
    private final FileChannel channel;
    private final FingerprintSet prints = new FingerprintSet(MemoryLedger.HEAP_PLACES);
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final CRC32C checksum = new CRC32C();
    private long entries;

    private LedgerFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Begins a file, replacing what was there. */
    static LedgerFile create(Path file, long query) {
        try {
            FileChannel channel = FileChannel.open(
                    file,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            LedgerFile ledger = new LedgerFile(file, channel);
            ledger.buffer.putLong(MAGIC).putLong(query);
            ledger.flush();
            return ledger;
        } catch (IOException e) {
            throw new ScanException("Cannot write the ledger of the scan to " + file + ": " + e.getMessage(), e);
        }
    }

    /** Goes on with a file: takes what the checkpoint covers and cuts off the rest. */
    static LedgerFile open(Path file, long query, LedgerMark mark) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            LedgerFile ledger = new LedgerFile(file, channel);
            try {
                ledger.load(query, mark);
            } catch (IOException | ScanException e) {
                channel.close();
                throw e;
            }
            return ledger;
        } catch (NoSuchFileException e) {
            throw new ScanException(
                    "The ledger of the scan is missing: there is no file " + file
                            + ". Without it the scan must begin anew",
                    null);
        } catch (IOException e) {
            throw new ScanException(
                    "Cannot read the ledger of the scan in " + file + ": " + e.getMessage()
                            + ". Without it the scan must begin anew",
                    e);
        }
    }

    private void load(long query, LedgerMark mark) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(ENTRY);
        readFully(head);
        if (head.getLong(0) != MAGIC || head.getLong(8) != query) {
            throw new ScanException("The ledger in " + file + " belongs to another scan", null);
        }
        if (channel.size() / ENTRY <= mark.entries()) {
            throw new ScanException("The ledger in " + file + " is shorter than its checkpoint says", null);
        }
        ByteBuffer piece = ByteBuffer.allocate(BUFFER);
        while (entries < mark.entries()) {
            piece.clear().limit((int) Math.min(BUFFER, (mark.entries() - entries) * ENTRY));
            readFully(piece);
            checksum.update(piece.array(), 0, piece.limit());
            for (piece.flip(); piece.hasRemaining(); entries++) {
                prints.add(new Fingerprint(piece.getLong(), piece.getLong()));
            }
        }
        if (checksum.getValue() != mark.checksum()) {
            throw new ScanException("The ledger in " + file + " is damaged", null);
        }
        channel.truncate(ENTRY * (1 + mark.entries()));
    }

    private void readFully(ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                throw new ScanException("The ledger in " + file + " is cut short", null);
            }
        }
    }

    @Override
    public synchronized boolean add(String id) {
        Fingerprint print = Fingerprint.of(id);
        if (!prints.add(print)) {
            return false;
        }
        buffer.putLong(print.high()).putLong(print.low());
        checksum.update(buffer.array(), buffer.position() - ENTRY, ENTRY);
        entries++;
        if (!buffer.hasRemaining()) {
            flush();
        }
        return true;
    }

    @Override
    public synchronized boolean contains(String id) {
        return prints.contains(Fingerprint.of(id));
    }

    @Override
    public synchronized LedgerMark mark() {
        flush();
        return new LedgerMark(entries, checksum.getValue());
    }

    private void flush() {
        try {
            buffer.flip();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            buffer.clear();
        } catch (IOException e) {
            throw new ScanException("Cannot write the ledger of the scan to " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new ScanException("Cannot close the ledger of the scan in " + file + ": " + e.getMessage(), e);
        }
    }
}
