package io.falconflux.cli;

import io.falconflux.error.QueryException;
import io.falconflux.scan.TailCheckpoint;
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
 * A file that a tail can go on from: the tail's checkpoint, and how many bytes of which output it covers. It is replaced as a whole, so
 * a killed process leaves the old one or the new one.
 */
final class TailFile {

    private static final String OUTPUT = "output=";
    private static final String BEGAN = "began=";
    private static final String NONE = "-";
    private static final int LINES = 3;

    private final Path file;
    private final String output;
    private final @Nullable TailCheckpoint from;
    private final long covered;
    private @Nullable Instant began;

    private TailFile(Path file, String output, @Nullable TailCheckpoint from, long covered, @Nullable Instant began) {
        this.file = file;
        this.output = output;
        this.from = from;
        this.covered = covered;
        this.began = began;
    }

    /**
     * Prepares to go on if the file is there, else to begin.
     *
     * @param file the file
     * @param output where rows go; null for standard output
     * @throws UsageException if the file is damaged
     * @throws OutputException if it cannot be made
     */
    static TailFile of(Path file, @Nullable Path output) {
        String place = output == null ? NONE : place(output);
        TailFile kept = Files.exists(file) ? read(file, place) : new TailFile(file, place, null, -1, null);
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw OutputException.to(file, new FileSystemException(null, null, "no writable place"));
        }
        return kept;
    }

    /** Returns one spelling of all that lead to a file, so that it is known again. */
    private static String place(Path output) {
        Path absolute = output.toAbsolutePath().normalize();
        Path directory = absolute.getParent();
        try {
            return directory == null
                    ? absolute.toString()
                    : directory.toRealPath().resolve(absolute.getFileName()).toString();
        } catch (IOException e) {
            return absolute.toString(); // opening the output tells what is wrong
        }
    }

    private static TailFile read(Path file, String place) {
        try {
            List<String> lines = Files.readAllLines(file);
            TailCheckpoint checkpoint = TailCheckpoint.parse(lines.isEmpty() ? "" : lines.get(0));
            String[] parts = lines.size() == LINES ? lines.get(1).split(" ", 2) : new String[0];
            if (parts.length != 2
                    || !parts[0].startsWith(OUTPUT)
                    || !lines.get(2).startsWith(BEGAN)) {
                throw damaged(file);
            }
            long bytes = Long.parseLong(parts[0].substring(OUTPUT.length()));
            Instant began = Instant.parse(lines.get(2).substring(BEGAN.length()));
            return new TailFile(file, place, checkpoint, place.equals(parts[1]) ? bytes : -1, began);
        } catch (NumberFormatException | DateTimeParseException | CharacterCodingException e) {
            throw damaged(file);
        } catch (QueryException e) {
            throw new UsageException(file + ": " + e.getMessage());
        } catch (IOException e) {
            throw new UsageException("Cannot read the checkpoint " + file + ": " + OutputException.reason(e));
        }
    }

    private static UsageException damaged(Path file) {
        return new UsageException(file + " is damaged: remove it to begin anew");
    }

    Path file() {
        return file;
    }

    /** Returns where to go on; null to begin. */
    @Nullable
    TailCheckpoint from() {
        return from;
    }

    /**
     * Returns what now was when the first of the tails that went on from each other began. Relative times of the filter are before
     * that one, or a tail that goes on would have another filter than the one before it.
     *
     * @param now what now is
     */
    Instant began(Instant now) {
        Instant first = began == null ? now : began;
        began = first;
        return first;
    }

    /**
     * Opens the output to go on with: what was written after the checkpoint is cut off, since it comes again. Another file than
     * that of the checkpoint, or one that was moved away since, is added to.
     *
     * @param path the output
     * @throws UsageException if it is shorter than the checkpoint says, so that rows are missing
     */
    RowOutput output(Path path) {
        return covered < 0 || FileOutput.isEmpty(path) ? FileOutput.append(path) : FileOutput.resume(path, covered);
    }

    /**
     * Keeps a checkpoint, after the rows before it are out.
     *
     * @param checkpoint where a tail can go on
     * @param bytes how many bytes of the output belong to it
     * @return how long it is
     * @throws OutputException if it cannot be written
     */
    int save(TailCheckpoint checkpoint, long bytes) {
        Path next = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            String text = checkpoint + "\n" + OUTPUT + bytes + " " + output + "\n" + BEGAN
                    + Objects.requireNonNull(began, "began") + "\n";
            Files.writeString(next, text);
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return text.length();
        } catch (IOException e) {
            throw OutputException.to(file, e);
        }
    }
}
