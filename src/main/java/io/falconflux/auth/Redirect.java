package io.falconflux.auth;

import io.falconflux.error.Refusal;
import io.falconflux.error.Words;
import io.falconflux.transport.Cloud;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the token service's word that the client lives elsewhere is followed. The form with the secret would go along, so
 * it is followed once, to one of the vendor's commercial clouds, and only if the client's home was not given. The cloud is the
 * one that {@code X-CS-Region} names, else the one whose token operation is the {@code Location}; a {@code Location} anywhere
 * else spoils both. Pure.
 *
 * @param cloud where to send the form; null if nowhere
 * @param advice why nowhere, and what to do; empty if there is a cloud
 */
record Redirect(@Nullable Cloud cloud, String advice) {

    private static final Set<Integer> STATUS = Set.of(301, 302, 303, 307, 308);
    private static final String TOKEN_PATH = "/oauth2/token";
    private static final int HTTPS = 443;

    /** Tells whether a refusal is the word that the client lives elsewhere. */
    static boolean is(Refusal refusal) {
        return STATUS.contains(refusal.status());
    }

    /**
     * Decides.
     *
     * @param refusal the reply
     * @param home what is known of the client's home
     * @param asked the cloud that replied; null for the base URL of the options
     * @param followed whether one was followed already
     */
    static Redirect of(Refusal refusal, Home home, @Nullable Cloud asked, boolean followed) {
        Optional<Cloud> named =
                Optional.ofNullable(refusal.headers().get("x-cs-region")).flatMap(Cloud::find);
        String location = refusal.headers().get("location");
        if (home.isGiven()) {
            return nowhere("What was given as base URL or cloud is not left"
                    + named.map(cloud -> ", and the client lives in " + cloud.id() + ": set the cloud " + cloud.id())
                            .orElse(", since the secret would go along: set the cloud that the client lives in"));
        }
        Optional<Cloud> leadsTo = location == null ? Optional.empty() : tokenOperation(location);
        if (location != null && leadsTo.isEmpty() && !relative(location)) {
            return nowhere("The secret is not sent to " + host(location)
                    + ", which is none of the vendor's token operations: set the cloud that the client lives in");
        }
        return named.or(() -> leadsTo)
                .map(cloud -> to(cloud, asked, followed))
                .orElseGet(() -> nowhere("It names no cloud that is known: set the cloud that the client lives in"));
    }

    private static Redirect to(Cloud cloud, @Nullable Cloud asked, boolean followed) {
        if (cloud.government()) {
            return nowhere("The client lives in " + cloud.id()
                    + ", a government's cloud, which is never found but must be named: set the cloud " + cloud.id());
        }
        if (followed || cloud == asked) {
            return nowhere("One cloud sends the client on to the next, last to " + cloud.id()
                    + ": set the cloud that the client lives in");
        }
        return new Redirect(cloud, "");
    }

    private static Redirect nowhere(String advice) {
        return new Redirect(null, advice);
    }

    /** Returns the cloud whose token operation this is, letter by letter but for the case of the host. */
    private static Optional<Cloud> tokenOperation(String location) {
        URI uri = parse(location);
        if (uri == null || uri.getHost() == null || !"https".equalsIgnoreCase(uri.getScheme())) {
            return Optional.empty();
        }
        boolean plain = uri.getRawUserInfo() == null
                && (uri.getPort() == -1 || uri.getPort() == HTTPS)
                && TOKEN_PATH.equals(uri.getRawPath())
                && uri.getRawQuery() == null;
        return Arrays.stream(Cloud.values())
                .filter(cloud ->
                        plain && uri.getHost().equalsIgnoreCase(cloud.baseUrl().getHost()))
                .findFirst();
    }

    /** A location without a host says no more than the region beside it. */
    private static boolean relative(String location) {
        URI uri = parse(location);
        return uri != null && uri.getScheme() == null && uri.getRawAuthority() == null;
    }

    private static String host(String location) {
        URI uri = parse(location);
        return uri == null || uri.getHost() == null
                ? "an address that cannot be read"
                : Words.line("the address at " + uri.getHost());
    }

    private static @Nullable URI parse(String location) {
        try {
            return new URI(location.strip());
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
