package io.falconflux.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLSocket;

/**
 * A server that is nothing but a socket: it shows the very bytes of a request, and can answer in ways that no HTTP library
 * would. One thread a connection.
 */
public final class RawServer implements AutoCloseable {

    /** Answers one request. */
    @FunctionalInterface
    public interface Script {
        /** Answers; returning leaves the connection open for the next request. */
        void serve(Request request, Wire wire) throws IOException, InterruptedException;
    }

    /** One request as it came. */
    public record Request(String line, Map<String, String> headers, String body) {}

    private final ServerSocket socket;
    private final Script script;
    private final List<String> peers = new CopyOnWriteArrayList<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile int allowed = Integer.MAX_VALUE;
    private volatile boolean abruptly;
    private final CountDownLatch gone = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    private RawServer(ServerSocketFactory factory, Script script) throws IOException {
        this.script = script;
        this.socket = factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread(this::accept);
    }

    /** Starts a server on a free port of this machine. */
    public static RawServer start(Script script) {
        return start(ServerSocketFactory.getDefault(), script);
    }

    /** Starts a server whose sockets come from somewhere, such as TLS. */
    public static RawServer start(ServerSocketFactory factory, Script script) {
        try {
            return new RawServer(factory, script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a server that closes connections beyond so many as soon as they are made. */
    public static RawServer allowing(int connections, boolean abruptly, Script script) {
        RawServer server = start(script);
        server.allowed = connections;
        server.abruptly = abruptly;
        return server;
    }

    /** Returns its address. */
    public URI url() {
        return URI.create("http://localhost:" + socket.getLocalPort());
    }

    /** Returns the requests so far. */
    public List<Request> requests() {
        return requests;
    }

    /** Returns the names of the clients that showed a certificate, in the order of their requests. */
    public List<String> peers() {
        return peers;
    }

    /** Returns the number of connections so far. */
    public int connections() {
        return accepted.get();
    }

    /** Returns the number of connections that are open. */
    public int open() {
        return open.size();
    }

    /** Waits until no connection is open, for some seconds at most, and returns how many stay open. */
    public int staying() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        synchronized (open) {
            for (long left = 5_000; !open.isEmpty() && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                open.wait(left);
            }
        }
        return open.size();
    }

    /** Waits until a client has closed a connection. */
    public boolean clientLeft() throws InterruptedException {
        return gone.await(5, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        stopped.countDown();
        socket.close();
        for (Socket connection : open) {
            connection.close();
        }
    }

    private void accept() {
        while (stopped.getCount() > 0) {
            try {
                Socket connection = socket.accept();
                accepted.incrementAndGet();
                if (open.size() >= allowed) {
                    connection.setSoLinger(abruptly, 0);
                    connection.close();
                    continue;
                }
                open.add(connection);
                thread(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            Wire wire = new Wire(connection, stopped);
            for (Request request = read(connection.getInputStream());
                    request != null;
                    request = read(connection.getInputStream())) {
                if (connection instanceof SSLSocket tls && tls.getNeedClientAuth()) {
                    peers.add(tls.getSession().getPeerPrincipal().getName());
                }
                requests.add(request);
                script.serve(request, wire);
            }
            gone.countDown();
        } catch (IOException | InterruptedException | RuntimeException e) { // the client left, or speaks no HTTP
            gone.countDown();
        } finally {
            synchronized (open) {
                open.remove(connection);
                open.notifyAll();
            }
        }
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    private static Request read(InputStream in) throws IOException {
        String line = line(in);
        if (line == null) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.merge(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip(),
                    (one, other) -> one + " AND " + other);
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Request(line, headers, new String(in.readNBytes(length), UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(ISO_8859_1);
    }

    /** The way back to the client. */
    public static final class Wire {

        private final Socket connection;
        private final CountDownLatch stopped;
        private final OutputStream out;

        private Wire(Socket connection, CountDownLatch stopped) throws IOException {
            this.connection = connection;
            this.stopped = stopped;
            this.out = connection.getOutputStream();
        }

        /** Sends a whole reply. */
        public void reply(String status, String headers, byte[] body) throws IOException {
            String all = headers.isEmpty() ? "" : headers + "\r\n";
            text("HTTP/1.1 " + status + "\r\n" + all + "content-length: " + body.length + "\r\n\r\n");
            out.write(body);
            out.flush();
        }

        /** Sends a whole reply of text. */
        public void reply(String status, String headers, String body) throws IOException {
            reply(status, headers, body.getBytes(UTF_8));
        }

        /** Sends any text. */
        public void text(String text) throws IOException {
            out.write(text.getBytes(UTF_8));
            out.flush();
        }

        /** Sends any bytes. */
        public void bytes(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /** Closes the connection in good manners. */
        public void close() throws IOException {
            connection.close();
        }

        /** Cuts the connection with a reset. */
        public void reset() throws IOException {
            connection.setSoLinger(true, 0);
            connection.close();
        }

        /** Waits for the client to leave, or the server to stop; never answers. */
        public void silence() throws IOException {
            while (connection.getInputStream().read() >= 0) {
                // whatever else the client sends is not answered either
            }
            throw new IOException("the client left");
        }

        /** Waits a moment, less if the server stops. */
        public void pause(int millis) throws InterruptedException, IOException {
            if (stopped.await(millis, TimeUnit.MILLISECONDS)) {
                throw new IOException("stopped");
            }
        }
    }
}
