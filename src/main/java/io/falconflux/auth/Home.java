package io.falconflux.auth;

import io.falconflux.transport.Cloud;
import org.jspecify.annotations.Nullable;

/**
 * Where a client lives, shared by the clients made from it. It is either given, by a base URL or the name of a cloud, and then
 * never left; or found: the search begins in {@code us-1}, and the cloud that the token service names is remembered. Only the
 * vendor's commercial clouds can be found.
 */
public final class Home {

    private final boolean given;
    private volatile @Nullable Cloud cloud;

    private Home(boolean given, @Nullable Cloud cloud) {
        this.given = given;
        this.cloud = cloud;
    }

    /** Returns a home at the base URL of the options. */
    public static Home given() {
        return new Home(true, null);
    }

    /** Returns a home that the token service will name. */
    public static Home toBeFound() {
        return new Home(false, Cloud.US_1);
    }

    /** Returns whether it may not be left. */
    boolean isGiven() {
        return given;
    }

    /** Returns where to ask for a token; null for the base URL of the options. */
    @Nullable
    Cloud cloud() {
        return cloud;
    }

    /**
     * Settles where a token belongs, and remembers it.
     *
     * @param asked the cloud that issued it; null for the base URL of the options
     * @param named the region that the reply named; null if it named none
     * @return the cloud that the token is for; null for the base URL of the options
     */
    @Nullable
    Cloud settle(@Nullable Cloud asked, @Nullable String named) {
        if (given) {
            return asked;
        }
        Cloud home = named == null
                ? asked
                : Cloud.find(named).filter(known -> !known.government()).orElse(asked);
        cloud = home;
        return home;
    }
}
