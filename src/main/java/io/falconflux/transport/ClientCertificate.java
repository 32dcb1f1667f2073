package io.falconflux.transport;

import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A certificate and its private key, for services and gateways that ask the client for one. The files are read when the client
 * is made. The password shows in no {@code toString}.
 */
public final class ClientCertificate {

    private final Path certificate;
    private final @Nullable Path key;
    private final @Nullable String password;

    private ClientCertificate(Path certificate, @Nullable Path key, @Nullable String password) {
        this.certificate = Objects.requireNonNull(certificate, "certificate");
        this.key = key;
        this.password = password;
    }

    /**
     * Takes both from PEM files.
     *
     * @param certificate the certificate, and those between it and its authority after it
     * @param key the private key, PKCS#8; the same file if it holds both
     * @param password what the key is encrypted with; null if it is not
     */
    public static ClientCertificate pem(Path certificate, Path key, @Nullable String password) {
        return new ClientCertificate(certificate, Objects.requireNonNull(key, "key"), password);
    }

    /**
     * Takes both from a PKCS#12 file, often named {@code .p12} or {@code .pfx}.
     *
     * @param file the file; of several keys in it any one is used
     * @param password the password of the file
     */
    public static ClientCertificate pkcs12(Path file, String password) {
        return new ClientCertificate(file, null, Objects.requireNonNull(password, "password"));
    }

    void addTo(SslContextBuilder builder) {
        if (key == null) {
            builder.keyManager(managers());
            return;
        }
        try (InputStream chain = Files.newInputStream(certificate);
                InputStream own = Files.newInputStream(key)) {
            builder.keyManager(chain, own, password);
        } catch (IOException e) {
            throw new IllegalArgumentException(unreadable(e));
        } catch (IllegalArgumentException e) { // its causes may quote what they read
            throw new IllegalArgumentException("No client certificate and key in " + this
                    + ": they must be PEM, the key PKCS#8 (openssl pkcs8 -topk8), and its password right");
        }
    }

    private KeyManagerFactory managers() {
        char[] secret = Objects.requireNonNull(password).toCharArray();
        try (InputStream in = Files.newInputStream(certificate)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, secret);
            if (Collections.list(store.aliases()).stream().noneMatch(alias -> isKey(store, alias))) {
                throw new IllegalArgumentException("No private key in " + certificate);
            }
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, secret);
            return managers;
        } catch (FileSystemException e) {
            throw new IllegalArgumentException(unreadable(e));
        } catch (IOException e) {
            throw new IllegalArgumentException("No client certificate in " + this + ": "
                    + (e.getCause() instanceof GeneralSecurityException
                            ? "the password is wrong"
                            : "it must be PEM or PKCS#12"));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("No client certificate in " + this + ": it must be PEM or PKCS#12");
        }
    }

    private static boolean isKey(KeyStore store, String alias) {
        try {
            return store.isKeyEntry(alias);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private String unreadable(IOException e) {
        return "Cannot read the client certificate in " + this + ": "
                + (e instanceof NoSuchFileException ? "there is no such file" : "check its permissions");
    }

    /** Returns the names of the files. */
    @Override
    public String toString() {
        return key == null || key.equals(certificate) ? certificate.toString() : certificate + " and " + key;
    }
}
