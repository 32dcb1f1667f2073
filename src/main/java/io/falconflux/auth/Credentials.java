package io.falconflux.auth;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of an API client. The secret shows in no {@code toString}.
 *
 * @param clientId the client id, 32 hex digits by the vendor's tools
 * @param clientSecret the client secret, 40 characters by the vendor's tools
 * @param memberCid the customer id of a member to act for, with or without its checksum; null to act for one's own
 */
public record Credentials(
        String clientId, String clientSecret, @Nullable String memberCid) {

    /** Checks that there is something, and takes the checksum off the member CID. */
    public Credentials {
        if (Objects.requireNonNull(clientId, "clientId").isBlank()) {
            throw new IllegalArgumentException("The client id is empty");
        }
        if (Objects.requireNonNull(clientSecret, "clientSecret").isBlank()) {
            throw new IllegalArgumentException("The client secret is empty");
        }
        memberCid = memberCid == null ? null : MemberCid.plain(memberCid);
    }

    /**
     * Returns credentials that act for their own customer.
     *
     * @param clientId the client id
     * @param clientSecret the client secret
     */
    public static Credentials of(String clientId, String clientSecret) {
        return new Credentials(clientId, clientSecret, null);
    }

    /**
     * Reads the secret from a file, which must hold it alone and which nobody but its owner may read. Blocks while it reads.
     *
     * @param clientId the client id
     * @param secretFile the file
     * @throws io.falconflux.error.CredentialsException if the file cannot be read, others may read it, or it holds no secret
     */
    public static Credentials fromFile(String clientId, Path secretFile) {
        return of(clientId, SecretFile.read(secretFile));
    }

    /**
     * Returns these credentials, acting for a member.
     *
     * @param cid the member's customer id; null for one's own
     */
    public Credentials forMember(@Nullable String cid) {
        return new Credentials(clientId, clientSecret, cid);
    }

    @Override
    public String toString() {
        return "Credentials[clientId=" + clientId + ", clientSecret=***, memberCid=" + memberCid + "]";
    }
}
