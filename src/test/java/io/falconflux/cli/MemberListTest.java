package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemberListTest {

    private static final String A = "0123456789abcdef0123456789abcdef";
    private static final String B = "fedcba9876543210fedcba9876543210";

    @TempDir
    private Path directory;

    @Test
    void aFileHasOneALineAndNeitherBlankLinesNorCommentsCount() throws IOException {
        String text = "\uFEFF# our children\r\n" + A.toUpperCase(java.util.Locale.ROOT) + "-0F\r\n\r\n   \n  " + B
                + "  # the last one";
        assertEquals(new MemberList(List.of(A, B), true), MemberList.of(List.of(file(text))));
    }

    @Test
    void whoIsNamedTwiceCountsOnce() throws IOException {
        assertEquals(
                new MemberList(List.of(B, A), true),
                MemberList.of(List.of(B, file(A + "\n" + B + "\n"), A.toUpperCase(java.util.Locale.ROOT))));
    }

    @Test
    void oneOfAFileIsTreatedAsManyAndOneByItselfIsNot() throws IOException {
        assertTrue(MemberList.of(List.of(file(A))).many());
        assertFalse(MemberList.of(List.of(A, A)).many());
        assertEquals(A, MemberList.of(List.of(A)).only());
    }

    @Test
    void nobodyNamedIsTheClientsOwnCustomer() {
        MemberList none = MemberList.of(List.of());
        assertFalse(none.many());
        assertNull(none.only());
    }

    @Test
    void aWrongLineIsNamedByItsNumber() throws IOException {
        String file = file("# x\n" + A + "\nnobody\n");
        assertEquals(
                file.substring(1)
                        + " line 3: 'nobody' is no customer id: it must have 32 hex digits, with or without -XX"
                        + " at its end",
                refusal(file));
    }

    @Test
    void aFileThatNamesNobodyIsRefused() throws IOException {
        String file = file("# nobody yet\n\n");
        assertEquals("There is no customer id in " + file.substring(1) + ": write one a line", refusal(file));
    }

    @Test
    void aFileThatCannotBeReadIsRefused() throws IOException {
        assertEquals(
                "Cannot read the customer ids in " + directory.resolve("none") + ": no such file or directory",
                refusal("@" + directory.resolve("none")));
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff});
        assertEquals("Cannot read the customer ids in " + binary + ": it is not text", refusal("@" + binary));
        refusal("@");
    }

    private static String refusal(String value) {
        UsageException e = assertThrows(UsageException.class, () -> MemberList.of(List.of(value)));
        return String.valueOf(e.getMessage());
    }

    private String file(String text) throws IOException {
        return "@" + Files.writeString(Files.createTempFile(directory, "cids", ""), text);
    }
}
