package io.falconflux.scan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * 128 bits of the SHA-256 of an id. A shorter or a weaker one could make two ids equal, and the second row would be dropped
 * in silence.
 *
 * @param high the first half
 * @param low the second half
 */
record Fingerprint(long high, long low) {

    private static final MessageDigest SHA_256 = digest();

    static Fingerprint of(String id) {
        byte[] hash = copy().digest(id.getBytes(StandardCharsets.UTF_8));
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        long high = bytes.getLong();
        long low = bytes.getLong();
        return new Fingerprint(high, low == 0 && high == 0 ? 1 : low); // zero marks a free place
    }

    private static MessageDigest copy() {
        try {
            return (MessageDigest) SHA_256.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
