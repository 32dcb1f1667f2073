package io.falconflux.auth;

import io.falconflux.error.CredentialsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** A file with nothing but a secret in it, which nobody but its owner may read or write. */
final class SecretFile {

    private static final int LONGEST = 4096;

    /** Bits that let others see the secret, or put one of theirs in its place. */
    private static final Set<PosixFilePermission> TOO_OPEN = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private SecretFile() {}

    /**
     * Reads the secret. Pipes and file systems without such permissions are taken as they are.
     *
     * @throws CredentialsException if it cannot be read, others may read it, or it holds no secret
     */
    static String read(Path file) {
        try {
            checkPermissions(file);
            return checked(file, text(file).strip());
        } catch (CharacterCodingException e) {
            throw new CredentialsException(null, "The client secret in " + file + " is not text", null);
        } catch (IOException e) {
            throw new CredentialsException(null, "Cannot read the client secret from " + file + ": " + reason(e), null);
        }
    }

    private static void checkPermissions(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null || !Files.isRegularFile(file)) {
            return;
        }
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        if (permissions.stream().anyMatch(TOO_OPEN::contains)) {
            throw new CredentialsException(
                    null,
                    "The permissions of " + file + ", " + PosixFilePermissions.toString(permissions)
                            + ", let others have the client secret: run chmod 600 " + file,
                    null);
        }
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }

    private static String checked(Path file, String text) {
        if (text.isEmpty() || text.length() >= LONGEST || text.lines().count() > 1) {
            throw new CredentialsException(
                    null,
                    "There is no client secret in " + file + ": it must hold the secret alone, on one line",
                    null);
        }
        return text;
    }

    private static String reason(IOException error) {
        if (error instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        return error instanceof AccessDeniedException
                ? "permission denied"
                : Objects.requireNonNullElse(
                        error.getMessage(), error.getClass().getSimpleName());
    }
}
