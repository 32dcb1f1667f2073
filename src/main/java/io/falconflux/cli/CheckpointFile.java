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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that a scan can go on from: the scan's checkpoint, how rows are written, and how many bytes of the output it covers. It is replaced as a
 * whole, so a killed process leaves the old one or the new one. What was delivered is in a ledger beside it.
 */
final class CheckpointFile {

    private static final String OUTPUT = "output=";
    private static final String ROWS = "rows=";
    private static final String BEGAN = "began=";

    /** More bytes than any checkpoint has. */
    private static final long MOST = 16 << 20;

    private final Path file;
    private final @Nullable Checkpoint from;
    private final long covered;
    private final String form;
    private @Nullable Instant began;

    private CheckpointFile(Path file, @Nullable Checkpoint from, long covered, String form, @Nullable Instant began) {
        this.file = file;
        this.from = from;
        this.covered = covered;
        this.form = form;
        this.began = began;
    }

    /**
     * Prepares to begin or to go on.
     *
     * @param file the file; null if none was named
     * @param resume whether to go on
     * @param form how rows are written, and where, in words; rows of another form cannot go on with those that are there
     * @return the file; null if none was named
     * @throws UsageException if there is nothing to go on from, or something would be replaced
     */
    static @Nullable CheckpointFile of(@Nullable Path file, boolean resume, String form) {
        if (file == null) {
            if (resume) {
                throw new UsageException("--resume needs --checkpoint FILE, the file that the scan was writing");
            }
            return null;
        }
        if (resume) {
            return read(file).as(form);
        }
        if (Files.exists(file)) {
            throw new UsageException(file + " is there already: go on with it by --resume, or remove it to begin anew");
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw OutputException.to(file, new FileSystemException(null, null, "no writable place"));
        }
        return new CheckpointFile(file, null, 0, form, null);
    }

    private static CheckpointFile read(Path file) {
        try {
            if (Files.size(file) > MOST) {
                throw new UsageException(file + " is no checkpoint: it is far too long");
            }
            List<String> lines = Files.readAllLines(file);
            Checkpoint checkpoint = Checkpoint.parse(lines.isEmpty() ? "" : lines.get(0));
            if (!lines.stream().skip(1).allMatch(CheckpointFile::isKnown)) {
                throw new UsageException(file + " is damaged: begin the scan anew");
            }
            long covered = Long.parseLong(Objects.requireNonNullElse(value(lines, OUTPUT), ""));
            String form = Objects.requireNonNullElse(value(lines, ROWS), "");
            String began = value(lines, BEGAN);
            return new CheckpointFile(file, checkpoint, covered, form, began == null ? null : Instant.parse(began));
        } catch (NumberFormatException | DateTimeParseException | CharacterCodingException e) {
            throw new UsageException(file + " is damaged: begin the scan anew");
        } catch (QueryException e) {
            throw new UsageException(file + ": " + e.getMessage());
        } catch (IOException e) {
            throw new UsageException("There is no checkpoint to go on from in " + file + " ("
                    + OutputException.reason(e) + "): begin without --resume");
        }
    }

    private static boolean isKnown(String line) {
        return line.startsWith(OUTPUT) || line.startsWith(ROWS) || line.startsWith(BEGAN);
    }

    private static @Nullable String value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()))
                .findFirst()
                .orElse(null);
    }

    private CheckpointFile as(String wanted) {
        if (!form.isEmpty() && !form.equals(wanted)) {
            throw new UsageException("The rows so far were written as " + form + ", says " + file + ", not as " + wanted
                    + ": give the same --format, --fields and --output");
        }
        return new CheckpointFile(file, from, covered, wanted, began);
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
                    next,
                    checkpoint + "\n" + OUTPUT + output + "\n" + ROWS + form + "\n"
                            + (began == null ? "" : BEGAN + began + "\n"));
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw OutputException.to(file, e);
        }
    }
}
