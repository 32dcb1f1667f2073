package io.falconflux.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;

/**
 * Rows in a file, compressed if its name ends in {@code .gz}. A page is written whole: if it does not fit, the file is cut
 * back to the page before. Compressed pages are complete gzip members one after the other, so that this holds for them too.
 */
final class FileOutput implements RowOutput {

    private final Path file;
    private final FileChannel channel;
    private final boolean cuttable;
    private final boolean gzip;
    private long whole;
    private boolean fresh = true;

    private FileOutput(Path file, FileChannel channel, boolean cuttable) {
        this.file = file;
        this.channel = channel;
        this.cuttable = cuttable;
        this.gzip = isGzip(file);
    }

    private static boolean isGzip(Path file) {
        return file.toString().endsWith(".gz");
    }

    /** Returns in words what a file of that name holds. */
    static String kind(Path file) {
        return isGzip(file) ? "a compressed file" : "a file";
    }

    /**
     * Opens a file. What it holds stays until the first page comes.
     *
     * @param file the file; made if it is not there
     * @throws OutputException if it cannot be opened
     */
    static FileOutput open(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return new FileOutput(file, channel, Files.isRegularFile(file));
        } catch (IOException e) {
            throw OutputException.to(file, e);
        }
    }

    /**
     * Opens a file to go on with: what is behind the covered part is cut off.
     *
     * @param file the file
     * @param covered how many bytes to keep
     * @throws OutputException if it cannot be opened
     * @throws UsageException if it is shorter than that, so that rows are missing
     */
    static FileOutput resume(Path file, long covered) {
        if (covered > 0 && Files.notExists(file)) {
            throw new UsageException(
                    file
                            + " is not there, though its checkpoint says that rows are in it: put it back, or remove the checkpoint to begin anew");
        }
        FileOutput output = open(file);
        try {
            if (output.cuttable && output.channel.size() < covered) {
                output.close();
                throw new UsageException(
                        file
                                + " is shorter than its checkpoint says, so rows are missing: remove the checkpoint to begin anew");
            }
            if (output.cuttable) {
                output.channel.truncate(covered);
                output.channel.position(covered);
            }
            output.whole = covered;
            output.fresh = false;
            return output;
        } catch (IOException e) {
            throw OutputException.to(file, e);
        }
    }

    /**
     * Opens a file to add to its end.
     *
     * @param file the file; made if it is not there
     * @throws OutputException if it cannot be opened
     */
    static FileOutput append(Path file) {
        try {
            return resume(file, Files.isRegularFile(file) ? Files.size(file) : 0);
        } catch (IOException e) {
            throw OutputException.to(file, e);
        }
    }

    /** Tells whether a file is not there, or holds nothing. */
    static boolean isEmpty(Path file) {
        try {
            return !Files.exists(file) || Files.size(file) == 0;
        } catch (IOException e) {
            throw OutputException.to(file, e);
        }
    }

    @Override
    public long length() {
        return whole;
    }

    @Override
    public void page(Page page) {
        try {
            if (fresh && cuttable) {
                channel.truncate(0);
            }
            whole += write(ByteBuffer.wrap(bytes(page)));
            fresh = false;
        } catch (IOException e) {
            cut();
            throw OutputException.to(file, e);
        }
    }

    private byte[] bytes(Page page) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        page.writeTo(bytes);
        boolean member = gzip && (fresh || bytes.size() > 0); // a file without rows is a file of gzip all the same
        return member ? gzipped(bytes) : bytes.toByteArray();
    }

    private static byte[] gzipped(ByteArrayOutputStream page) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream member = new GZIPOutputStream(bytes)) {
            page.writeTo(member);
        }
        return bytes.toByteArray();
    }

    private long write(ByteBuffer bytes) throws IOException {
        long length = bytes.remaining();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        return length;
    }

    private void cut() {
        try {
            if (cuttable) {
                channel.truncate(whole);
            }
        } catch (IOException e) {
            // the error that led here is told; a file that cannot even be cut is told by it too
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw OutputException.to(file, e);
        }
    }
}
