package io.falconflux.cli;

import io.falconflux.ClientOptions;
import io.falconflux.auth.Credentials;
import io.falconflux.error.CredentialsException;
import io.falconflux.resilience.RetryPolicy;
import io.falconflux.transport.Cloud;
import io.falconflux.transport.Deprecation;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/**
 * The options that every command has which talks to the service; an option wins over its environment variable, and that over
 * the profile.
 */
final class Connection {

    /** What stands above them in a help text. */
    static final String HEADING = "%nConnection:%n";

    /** The names of clouds, for the shell. */
    static final class Clouds extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        Clouds() {
            super(Arrays.stream(Cloud.values()).map(Cloud::id).toList());
        }
    }

    @Option(names = "--client-id", paramLabel = "ID", description = "The API client's id. Variable: FALCON_CLIENT_ID.")
    private @Nullable String clientId;

    @Option(
            names = "--client-secret-file",
            paramLabel = "FILE",
            description =
                    "Reads the API client's secret from a file that only its owner may read (chmod 600); it is never an"
                            + " argument. Variable with the secret itself: FALCON_CLIENT_SECRET.")
    private @Nullable Path clientSecretFile;

    @Option(
            names = "--cloud",
            paramLabel = "NAME",
            completionCandidates = Clouds.class,
            description =
                    "us-1, us-2, us-3, eu-1, us-gov-1 or us-gov-2. Without it the client's own cloud is found, unless it"
                            + " is a government's. Variable: FALCON_CLOUD.")
    private @Nullable String cloud;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = "Where the API is, instead of a cloud. Variable: FALCON_BASE_URL.")
    private @Nullable String baseUrl;

    @Option(
            names = "--member-cid",
            paramLabel = "CID",
            description = "The child customer to act for. scan takes many: the option again, or @FILE with one a line."
                    + " Variable: FALCON_MEMBER_CID.")
    private List<String> memberCids = new ArrayList<>();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Takes what is set neither by an option nor by a variable from this profile in"
                    + " ~/.config/falconflux/config; default unless given. Variables: FALCONFLUX_PROFILE, and"
                    + " FALCONFLUX_CONFIG for another file.")
    private @Nullable String profile;

    @ArgGroup(validate = false)
    private Network network = new Network();

    private @Nullable Settings settings;

    private @Nullable Consumer<Deprecation> listener;

    private RetryPolicy retries = RetryPolicy.DEFAULT;

    /** Repeats calls that fail in another way than usual. */
    void retries(RetryPolicy other) {
        retries = other;
    }

    /** Tells somebody of deprecations instead of saying them. */
    void onDeprecation(Consumer<Deprecation> told) {
        listener = told;
    }

    /**
     * Returns the options of a client that acts for one customer.
     *
     * @param around the environment
     * @param connections calls under way at most
     * @throws UsageException if there are no credentials, several members, or something cannot be read
     * @throws IllegalArgumentException if a value is none
     */
    ClientOptions options(Surroundings around, int connections) {
        MemberList members = members(around);
        if (members.many()) {
            throw new UsageException("Only scan acts for many members: name one with --member-cid");
        }
        return options(around, connections, members.only());
    }

    /**
     * Returns whom to act for. A file is read by this, and may be one that can be read only once.
     *
     * @param around the environment
     * @throws UsageException if a file cannot be read
     * @throws IllegalArgumentException if a value is no customer id
     */
    MemberList members(Surroundings around) {
        String other = settings(around).text(null, "FALCON_MEMBER_CID", "member_cid");
        return MemberList.of(!memberCids.isEmpty() || other == null ? memberCids : List.of(other));
    }

    /**
     * Returns the options of a client.
     *
     * @param around the environment
     * @param connections calls under way at most
     * @param member the member to act for; null for the client's own customer
     * @throws UsageException if there are no credentials or something cannot be read
     * @throws IllegalArgumentException if a value is none
     */
    ClientOptions options(Surroundings around, int connections, @Nullable String member) {
        Settings found = settings(around);
        ClientOptions.Builder builder = ClientOptions.builder()
                .credentials(credentials(found).forMember(member))
                .retryPolicy(retries);
        Place place = place(found);
        if (place.cloud() != null) {
            builder.cloud(Cloud.named(place.cloud()));
        }
        if (place.url() != null) {
            builder.baseUrl(uri(place.url()));
        }
        Consumer<Deprecation> told = listener == null ? deprecation -> around.say(deprecation.message()) : listener;
        builder.transport(transport -> network.set(
                transport.maxConnections(connections).onDeprecation(told).wiretap(network.wiretap(around)),
                found,
                place.url()));
        return builder.build();
    }

    /** Reads the profile, which is done once: it may be a file that can be read only once. */
    private Settings settings(Surroundings around) {
        Settings found = settings == null ? new Settings(around, Profile.of(around, profile)) : settings;
        settings = found;
        return found;
    }

    /**
     * Tells where the credentials come from, without showing them.
     *
     * @param around the environment
     */
    String origins(Surroundings around) {
        Settings found = settings(around);
        return "client id from " + found.origin(clientId, "--client-id", "FALCON_CLIENT_ID") + ", secret from "
                + found.origin(clientSecretFile, "--client-secret-file", "FALCON_CLIENT_SECRET");
    }

    private Credentials credentials(Settings found) {
        String id = found.text(clientId, "FALCON_CLIENT_ID", "client_id");
        String secret = found.around().variable("FALCON_CLIENT_SECRET");
        Path file =
                clientSecretFile == null && secret == null ? found.file(null, "client_secret_file") : clientSecretFile;
        String text = secret == null ? found.ofProfile("client_secret") : secret;
        if (id != null && file != null) {
            return fromFile(id, file);
        }
        if (id != null && text != null) {
            return Credentials.of(id, text);
        }
        String lacking = id != null
                ? "client secret is"
                : text == null && file == null ? "client id and secret are" : "client id is";
        throw new UsageException("No credentials: the " + lacking + " missing. Set FALCON_CLIENT_ID and"
                + " FALCON_CLIENT_SECRET, give --client-id and --client-secret-file, or keep them in a profile");
    }

    private static Credentials fromFile(String id, Path file) {
        try {
            return Credentials.fromFile(id, file);
        } catch (CredentialsException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Where the service is: a URL, which is the more exact, or a cloud.
     *
     * @param url the base URL; null if there is none
     * @param cloud the name of a cloud; null if there is none
     */
    private record Place(@Nullable String url, @Nullable String cloud) {

        boolean known() {
            return url != null || cloud != null;
        }
    }

    /** An option wins over both variables, and a variable over both settings of the profile. */
    private Place place(Settings found) {
        Place options = new Place(baseUrl, cloud);
        Place variables = new Place(
                found.around().variable("FALCON_BASE_URL"), found.around().variable("FALCON_CLOUD"));
        Place kept = new Place(found.ofProfile("base_url"), found.ofProfile("cloud"));
        return options.known() ? options : variables.known() ? variables : kept;
    }

    private static URI uri(String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new UsageException(
                    "The base URL must look like https://host, and '" + Complaint.withoutLogins(text) + "' does not");
        }
    }
}
