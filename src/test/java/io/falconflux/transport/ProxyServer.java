package io.falconflux.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that tunnels, for HTTP and for SOCKS 5, with a login if it is given one. */
final class ProxyServer implements AutoCloseable {

    private final ServerSocket socket;
    private final String login;
    private final String answer;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> targets = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private ProxyServer(String login, String answer) throws IOException {
        this.login = login;
        this.answer = answer;
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread(this::accept);
    }

    /** Starts a proxy that serves everybody. */
    static ProxyServer open() throws IOException {
        return new ProxyServer("", "");
    }

    /** Starts a proxy that serves those who know {@code user:password}. */
    static ProxyServer asking(String login) throws IOException {
        return new ProxyServer(login, "");
    }

    /** Starts an HTTP proxy that gives every request the same answer. */
    static ProxyServer answering(String answer) throws IOException {
        return new ProxyServer("", answer);
    }

    String url(String scheme) {
        return scheme + "://localhost:" + socket.getLocalPort();
    }

    String url(String scheme, String login) {
        return scheme + "://" + login + "@localhost:" + socket.getLocalPort();
    }

    /** Returns the hosts and ports that were asked for, as they were written. */
    List<String> targets() {
        return targets;
    }

    /** Returns the requests as they came. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket one : open) {
            one.close();
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                open.add(client);
                thread(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            int first = in.read();
            Socket target =
                    first == 5 ? socks(in, client.getOutputStream()) : http(first, in, client.getOutputStream());
            if (target != null) {
                open.add(target);
                thread(() -> copy(target, client));
                copy(client, target);
            }
        } catch (IOException e) {
            // the client left
        }
    }

    private Socket http(int first, InputStream in, OutputStream out) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int b = first; b >= 0; b = in.read()) {
            head.write(b);
            if (head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
                break;
            }
        }
        String request = head.toString(ISO_8859_1);
        requests.add(request);
        if (!answer.isEmpty()) {
            out.write(answer.getBytes(ISO_8859_1));
            return null;
        }
        String pair =
                java.util.Base64.getEncoder().encodeToString(login.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        if (!login.isEmpty()
                && !request.toLowerCase(java.util.Locale.ROOT)
                        .contains("proxy-authorization: basic " + pair.toLowerCase(java.util.Locale.ROOT))) {
            out.write(
                    "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(ISO_8859_1));
            return null;
        }
        String target = request.split(" ")[1];
        targets.add(target);
        Socket socket = connect(
                target.substring(0, target.lastIndexOf(':')),
                Integer.parseInt(target.substring(target.lastIndexOf(':') + 1)));
        out.write((socket == null
                        ? "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"
                        : "HTTP/1.1 200 Connection established\r\n\r\n")
                .getBytes(ISO_8859_1));
        return socket;
    }

    private Socket socks(DataInputStream in, OutputStream out) throws IOException {
        List<Integer> methods = new ArrayList<>();
        for (int i = in.read(); i > 0; i--) {
            methods.add(in.read());
        }
        requests.add("methods " + methods);
        int method = login.isEmpty() ? 0 : 2;
        if (!methods.contains(method)) {
            out.write(new byte[] {5, (byte) 0xff});
            return null;
        }
        out.write(new byte[] {5, (byte) method});
        if (method == 2) {
            in.read();
            String given = text(in) + ":" + text(in);
            boolean right = given.equals(login);
            out.write(new byte[] {1, (byte) (right ? 0 : 1)});
            if (!right) {
                return null;
            }
        }
        in.readNBytes(3);
        int type = in.read();
        String host = type == 3
                ? text(in)
                : InetAddress.getByAddress(in.readNBytes(type == 1 ? 4 : 16)).getHostAddress();
        int port = in.readUnsignedShort();
        targets.add(host + ":" + port);
        Socket socket = connect(host, port);
        out.write(new byte[] {5, (byte) (socket == null ? 4 : 0), 0, 1, 0, 0, 0, 0, 0, 0});
        return socket;
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.read()), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static Socket connect(String host, int port) {
        try {
            return new Socket(host.endsWith(".invalid") ? "localhost" : host, port);
        } catch (IOException e) {
            return null;
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // one of them left
        }
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "proxy-server");
        thread.setDaemon(true);
        thread.start();
    }
}
