package io.falconflux.scan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A set of fingerprints by open addressing: 16 bytes a place, at most three quarters of them taken. Small ones live on the
 * heap; from a limit on the places are mapped from a temporary file, so that the heap stays flat however many rows a scan
 * has. Not safe for use by several threads at once.
 */
final class FingerprintSet {

    private static final int FIRST_PLACES = 1 << 10;

    private final int heapPlaces;
    private LongBuffer table;
    private int places = FIRST_PLACES;
    private int size;

    /** Makes an empty set that leaves the heap when it needs more places than this. */
    FingerprintSet(int heapPlaces) {
        this.heapPlaces = heapPlaces;
        this.table = allocate(places);
    }

    int size() {
        return size;
    }

    boolean contains(Fingerprint print) {
        return !free(find(print));
    }

    boolean add(Fingerprint print) {
        int at = find(print);
        if (!free(at)) {
            return false;
        }
        put(at, print.high(), print.low());
        if (++size > places / 4 * 3) {
            grow();
        }
        return true;
    }

    /** Returns the place of a fingerprint, or the free one where it would be. */
    private int find(Fingerprint print) {
        int at = (int) (print.low() >>> 32) & places - 1;
        while (!free(at) && !(table.get(2 * at) == print.high() && table.get(2 * at + 1) == print.low())) {
            at = at + 1 & places - 1;
        }
        return at;
    }

    private boolean free(int at) {
        return table.get(2 * at) == 0 && table.get(2 * at + 1) == 0;
    }

    private void put(int at, long high, long low) {
        table.put(2 * at, high);
        table.put(2 * at + 1, low);
    }

    private void grow() {
        LongBuffer old = table;
        int oldPlaces = places;
        places *= 2;
        table = allocate(places);
        for (int i = 0; i < oldPlaces; i++) {
            long high = old.get(2 * i);
            long low = old.get(2 * i + 1);
            if (high != 0 || low != 0) {
                put(find(new Fingerprint(high, low)), high, low);
            }
        }
    }

    private LongBuffer allocate(int count) {
        return count <= heapPlaces ? LongBuffer.allocate(2 * count) : mapped(16L * count);
    }

    /** The file is removed at once where the system allows it; the mapping lives until nobody refers to it. */
    private static LongBuffer mapped(long bytes) {
        try {
            Path file = Files.createTempFile("falconflux-ledger", ".map");
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
                ByteBuffer buffer = channel.map(MapMode.READ_WRITE, 0, bytes);
                return buffer.asLongBuffer();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("No room for the ledger of the scan in the temporary directory", e);
        }
    }
}
