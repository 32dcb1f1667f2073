package io.falconflux.cli;

import io.falconflux.ClientOptions;
import io.falconflux.auth.Credentials;
import io.falconflux.error.CredentialsException;
import io.falconflux.transport.Cloud;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that every command has which talks to the service; an option wins over its environment variable. */
final class Connection {

    /** What stands above them in a help text. */
    static final String HEADING = "%nConnection:%n";

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

    @ArgGroup(validate = false)
    private Network network = new Network();

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
        String variable = around.variable("FALCON_MEMBER_CID");
        return MemberList.of(!memberCids.isEmpty() || variable == null ? memberCids : List.of(variable));
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
        ClientOptions.Builder builder =
                ClientOptions.builder().credentials(credentials(around).forMember(member));
        place(builder, around);
        builder.transport(transport -> network.set(transport.maxConnections(connections), around, url(around)));
        return builder.build();
    }

    private Credentials credentials(Surroundings around) {
        String id = clientId == null ? around.variable("FALCON_CLIENT_ID") : clientId;
        String secret = around.variable("FALCON_CLIENT_SECRET");
        boolean secretThere = secret != null || clientSecretFile != null;
        if (id == null || !secretThere) {
            String lacking = id != null ? "client secret" : secretThere ? "client id" : "client id and secret";
            throw new UsageException("No credentials: the " + lacking + " is missing. Set FALCON_CLIENT_ID and"
                    + " FALCON_CLIENT_SECRET, or give --client-id and --client-secret-file");
        }
        return clientSecretFile == null
                ? Credentials.of(id, Objects.requireNonNull(secret))
                : fromFile(id, clientSecretFile);
    }

    private static Credentials fromFile(String id, Path file) {
        try {
            return Credentials.fromFile(id, file);
        } catch (CredentialsException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** An option wins over both variables; of two options or two variables the base URL is the more exact one. */
    private void place(ClientOptions.Builder builder, Surroundings around) {
        String url = url(around);
        String name = baseUrl != null || cloud != null ? cloud : around.variable("FALCON_CLOUD");
        if (name != null) {
            builder.cloud(Cloud.named(name));
        }
        if (url != null) {
            builder.baseUrl(uri(url));
        }
    }

    private @Nullable String url(Surroundings around) {
        return baseUrl != null || cloud != null ? baseUrl : around.variable("FALCON_BASE_URL");
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
