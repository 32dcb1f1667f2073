package io.falconflux.transport;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The vendor's clouds, by the names that its consoles and headers use. */
public enum Cloud {
    /** The first commercial cloud in the United States. */
    US_1("us-1", "api.crowdstrike.com"),
    /** The second commercial cloud in the United States. */
    US_2("us-2", "api.us-2.crowdstrike.com"),
    /** The third commercial cloud in the United States. */
    US_3("us-3", "api.us-3.crowdstrike.com"),
    /** The commercial cloud in Europe. */
    EU_1("eu-1", "api.eu-1.crowdstrike.com"),
    /** The first government cloud; it must be named, it is never discovered. */
    US_GOV_1("us-gov-1", "api.laggar.gcw.crowdstrike.com"),
    /** The second government cloud; it must be named, it is never discovered. */
    US_GOV_2("us-gov-2", "api.us-gov-2.crowdstrike.mil");

    private final String id;
    private final URI baseUrl;

    Cloud(String id, String host) {
        this.id = id;
        this.baseUrl = URI.create("https://" + host);
    }

    /** Returns the name, such as {@code us-1}. */
    public String id() {
        return id;
    }

    /** Returns where its API is. */
    public URI baseUrl() {
        return baseUrl;
    }

    /** Returns whether it is a government's: such a cloud must be named, no reply leads there. */
    public boolean government() {
        return this == US_GOV_1 || this == US_GOV_2;
    }

    /**
     * Finds a cloud by name; case and dashes do not matter, and {@code gov1} and {@code gov2} are known too.
     *
     * @param name the name, such as {@code us-1} or {@code usgov1}
     * @return the cloud
     * @throws IllegalArgumentException if there is none of that name; the message lists the names
     */
    public static Cloud named(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("Unknown cloud '" + name + "'. Write one of "
                        + Arrays.stream(values()).map(Cloud::id).collect(Collectors.joining(", "))));
    }

    /**
     * Finds a cloud by name, if there is one.
     *
     * @param name the name, in any spelling that {@link #named} takes
     */
    public static Optional<Cloud> find(String name) {
        String plain = name.strip().replace("-", "").toLowerCase(Locale.ROOT);
        String full = plain.startsWith("gov") ? "us" + plain : plain;
        return Arrays.stream(values())
                .filter(cloud -> cloud.id.replace("-", "").equals(full))
                .findFirst();
    }
}
