package io.falconflux.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.CredentialsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFileTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------", "rwx------", "rwx--x--x"})
    void aFileThatOnlyItsOwnerMayReadIsRead(String permissions) throws IOException {
        Credentials read = Credentials.fromFile("id-1", file("s3cret\n", permissions));
        assertEquals(Credentials.of("id-1", "s3cret"), read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw----r--", "rw--w----", "rw-----w-"})
    void aFileThatOthersMayReadOrReplaceIsRefusedWithTheCommandThatMendsIt(String permissions) throws IOException {
        Path open = file("s3cret\n", permissions);
        assertEquals(
                "The permissions of " + open + ", " + permissions
                        + ", let others have the client secret: run chmod 600 " + open,
                refusal(open));
    }

    @Test
    void aLinkIsAsOpenAsWhatItLeadsTo() throws IOException {
        Path open = file("s3cret\n", "rw-r--r--");
        Path link = Files.createSymbolicLink(directory.resolve("link"), open);
        assertTrue(refusal(link).contains("chmod 600"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-------"));
        assertEquals("s3cret", Credentials.fromFile("id-1", link).clientSecret());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\n", "one\ntwo\n"})
    void aFileWithoutASecretOrWithMoreThanThatIsRefused(String text) throws IOException {
        Path wrong = file(text, "rw-------");
        assertEquals(
                "There is no client secret in " + wrong + ": it must hold the secret alone, on one line",
                refusal(wrong));
    }

    @Test
    void aFileThatIsSomethingElseIsNotReadToItsEnd() throws IOException {
        assertTrue(refusal(file("x".repeat(5000), "rw-------")).contains("no client secret"));
        Path binary = directory.resolve("binary");
        Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe});
        Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rw-------"));
        assertEquals("The client secret in " + binary + " is not text", refusal(binary));
    }

    @Test
    void aFileThatIsNotThereIsSaidNotToBeThere() {
        Path absent = directory.resolve("absent");
        assertEquals("Cannot read the client secret from " + absent + ": no such file or directory", refusal(absent));
    }

    @Test
    void noMessageHoldsTheSecret() throws IOException {
        assertFalse(refusal(file("s3cret\n", "rw-r--r--")).contains("s3cret"));
        assertFalse(refusal(file("s3cret\nmore\n", "rw-------")).contains("s3cret"));
    }

    private Path file(String text, String permissions) throws IOException {
        Path file = Files.createTempFile(directory, "secret", "");
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static String refusal(Path file) {
        CredentialsException e = assertThrows(CredentialsException.class, () -> Credentials.fromFile("id-1", file));
        return String.valueOf(e.getMessage());
    }
}
