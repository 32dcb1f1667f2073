package io.falconflux.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/** A key and a certificate that no authority has signed, made by the JDK's own tool. */
public record Keys(Path store, Path certificate) {

    static final String PASSWORD = "changeit";

    /** Makes a pair for a host name. */
    public static Keys forHost(String host, Path directory) throws IOException, InterruptedException {
        Path store = directory.resolve(host + ".p12");
        Path certificate = directory.resolve(host + ".pem");
        keytool(
                store,
                "-genkeypair",
                "-alias",
                "k",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host);
        keytool(store, "-exportcert", "-alias", "k", "-rfc", "-file", certificate.toString());
        return new Keys(store, certificate);
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("keytool failed: " + String.join(" ", arguments));
        }
    }

    /** Returns where a server's sockets come from. */
    public ServerSocketFactory sockets() throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers().getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }

    /** Returns where the sockets of a server come from that asks its clients for one certificate. */
    ServerSocketFactory socketsFor(Keys client) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers().getKeyManagers(), client.trust().getTrustManagers(), null);
        return new AskingSockets(context.getServerSocketFactory());
    }

    /** Returns a trust in this certificate alone. */
    TrustManagerFactory trust() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            trusted.setCertificateEntry(
                    "c", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        return managers;
    }

    /** Returns a file with the key alone, PEM. */
    Path key() throws IOException, GeneralSecurityException {
        return pem("key", "PRIVATE KEY", privateKey().getEncoded());
    }

    /** Returns a file with the key and the certificate, PEM. */
    Path both() throws IOException, GeneralSecurityException {
        Path file = Path.of(certificate + ".both");
        return Files.writeString(file, Files.readString(key()) + Files.readString(certificate));
    }

    /** Returns a file with the key, encrypted, PEM. */
    Path encryptedKey(String password) throws IOException, GeneralSecurityException {
        String algorithm = "PBEWithSHA1AndDESede";
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray())));
        byte[] encrypted = cipher.doFinal(privateKey().getEncoded());
        byte[] whole = new EncryptedPrivateKeyInfo(cipher.getParameters(), encrypted).getEncoded();
        return pem("encrypted", "ENCRYPTED PRIVATE KEY", whole);
    }

    private Path pem(String name, String kind, byte[] content) throws IOException {
        String text = "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + kind
                + "-----\n";
        return Files.writeString(Path.of(certificate + "." + name), text);
    }

    private Key privateKey() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys.getKey("k", PASSWORD.toCharArray());
    }

    /** Returns the key as a server takes it. */
    KeyManagerFactory managers() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        return managers;
    }

    /** Sockets that demand a certificate. */
    private static final class AskingSockets extends ServerSocketFactory {

        private final ServerSocketFactory sockets;

        AskingSockets(ServerSocketFactory sockets) {
            this.sockets = sockets;
        }

        @Override
        public ServerSocket createServerSocket(int port) throws IOException {
            return asking(sockets.createServerSocket(port));
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog) throws IOException {
            return asking(sockets.createServerSocket(port, backlog));
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
            return asking(sockets.createServerSocket(port, backlog, address));
        }

        private static ServerSocket asking(ServerSocket socket) {
            ((SSLServerSocket) socket).setNeedClientAuth(true);
            return socket;
        }
    }
}
