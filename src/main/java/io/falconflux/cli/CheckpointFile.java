package io.falconflux.cli;

import io.falconflux.error.QueryException;
import io.falconflux.scan.Checkpoint;
import io.falconflux.scan.ScanOptions;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that a scan can go on from: the scan's checkpoint, and how many bytes of the output it covers. It is replaced as a
 * whole, so a killed process leaves the old one or the new one. What was delivered is in a ledger beside it.
 */
final class CheckpointFile {

    private static final String OUTPUT = "output=";
    private static final String BEGAN = "began=";

    /** More bytes than any checkpoint has. */
    private static final long MOST = 16 << 20;

    private final Path file;
    private final @Nullable Checkpoint from;
    private final long covered;
    private @Nullable Instant began;

    private CheckpointFile(Path file, @Nullable Checkpoint from, long covered, @Nullable Instant began) {
        this.file = file;
        this.from = from;
        this.covered = covered;
        this.began = began;
    }

    /**
     * Prepares to begin or to go on.
     *
     * @param file the file; null if none was named
     * @param resume whether to go on
     * @return the file; null if none was named
     * @throws UsageException if there is nothing to go on from, or something would be replaced
     */
    static @Nullable CheckpointFile of(@Nullable Path file, boolean resume) {
        if (file == null) {
            if (resume) {
                throw new UsageException("--resume needs --checkpoint FILE, the file that the scan was writing");
            }
            return null;
        }
        if (resume) {
            return read(file);
        }
        if (Files.exists(file)) {
            throw new UsageException(file + " is there already: go on with it by --resume, or remove it to begin anew");
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw OutputException.to(file, new FileSystemException(null, null, "no writable place"));
        }
        return new CheckpointFile(file, null, 0, null);
    }

    private static CheckpointFile read(Path file) {
        try {
            if (Files.size(file) > MOST) {
                throw new UsageException(file + " is no checkpoint: it is far too long");
            }
            List<String> lines = Files.readAllLines(file);
            Checkpoint checkpoint = Checkpoint.parse(lines.isEmpty() ? "" : lines.get(0));
            boolean dated = lines.size() == 3 && lines.get(2).startsWith(BEGAN);
            if (lines.size() != 2 && !dated || !lines.get(1).startsWith(OUTPUT)) {
                throw new UsageException(file + " is damaged: begin the scan anew");
            }
            long covered = Long.parseLong(lines.get(1).substring(OUTPUT.length()));
            Instant began = dated ? Instant.parse(lines.get(2).substring(BEGAN.length())) : null;
            return new CheckpointFile(file, checkpoint, covered, began);
        } catch (NumberFormatException | DateTimeParseException | CharacterCodingException e) {
            throw new UsageException(file + " is damaged: begin the scan anew");
        } catch (QueryException e) {
            throw new UsageException(file + ": " + e.getMessage());
        } catch (IOException e) {
            throw new UsageException("There is no checkpoint to go on from in " + file + " ("
                    + OutputException.reason(e) + "): begin without --resume");
        }
    }

    /** Returns the options of a scan that keeps this file. */
    ScanOptions.Builder apply(ScanOptions.Builder options) {
        options.ledgerFile(file.resolveSibling(file.getFileName() + ".ledger"));
        return from == null ? options : options.resume(from);
    }

    /** Returns what now was when the scan began that is gone on with; null if it has no relative times, or none is. */
    @Nullable
    Instant began() {
        return began;
    }

    /**
     * Notes what now is, so that relative times stay the same in a scan that goes on.
     *
     * @param now what now is
     */
    void began(Instant now) {
        began = now;
    }

    /** Returns how many bytes of the output are covered; -1 to begin, so that what is there is replaced. */
    long covered() {
        return from == null ? -1 : covered;
    }

    /**
     * Keeps a checkpoint, after the rows before it are out.
     *
     * @param checkpoint where the scan can go on
     * @param output how many bytes of the output belong to it
     * @throws OutputException if it cannot be written
     */
    void save(Checkpoint checkpoint, long output) {
        Path next = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            Files.writeString(
                    next, checkpoint + "\n" + OUTPUT + output + "\n" + (began == null ? "" : BEGAN + began + "\n"));
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw OutputException.to(file, e);
        }
    }
}
