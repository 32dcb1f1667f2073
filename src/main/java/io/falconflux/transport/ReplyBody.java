package io.falconflux.transport;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Gathers the pieces of a body into one array, up to a limit. Confined to the thread that reads the reply. */
final class ReplyBody {

    /** The body is larger than allowed. */
    static final class TooLarge extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("too large", null, false, false);
        }
    }

    private final int limit;
    private byte[] bytes;
    private int length;

    ReplyBody(long expected, int limit) {
        this.limit = limit;
        this.bytes = new byte[(int) Math.max(1024, Math.min(expected, Math.min(limit, 1 << 20)))];
    }

    void append(ByteBuf piece) {
        int more = piece.readableBytes();
        if (more > limit - length) {
            throw new TooLarge();
        }
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max((long) bytes.length * 2, length + more)));
        }
        piece.getBytes(piece.readerIndex(), bytes, length, more);
        length += more;
    }

    byte[] toByteArray() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
