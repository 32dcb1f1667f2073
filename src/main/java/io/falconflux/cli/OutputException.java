package io.falconflux.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/** Rows or a report cannot be written. */
final class OutputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean brokenPipe;

    OutputException(String what, IOException cause) {
        super("Cannot write " + what + ": " + reason(cause), cause);
        brokenPipe = reason(cause).toLowerCase(Locale.ROOT).contains("broken pipe");
    }

    static OutputException to(Path file, IOException cause) {
        return new OutputException("to " + file, cause);
    }

    /** Returns whether another error says the same, so that one line is enough. */
    boolean same(Throwable other) {
        return Objects.equals(getMessage(), other.getMessage());
    }

    /** Returns whether the reader of a pipe went away, which is its right. */
    boolean brokenPipe() {
        return brokenPipe;
    }

    /** Returns a few words; the messages of the file system are often nothing but the name of the file. */
    static String reason(IOException error) {
        if (error instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (error instanceof AccessDeniedException) {
            return "permission denied";
        }
        String text = error instanceof FileSystemException file ? file.getReason() : error.getMessage();
        return Objects.requireNonNullElse(text, error.getClass().getSimpleName());
    }
}
