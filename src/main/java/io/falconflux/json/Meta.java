package io.falconflux.json;

import org.jspecify.annotations.Nullable;

/**
 * The {@code meta} part of an envelope. Every part is absent on some reply or other.
 *
 * @param queryTime how long the service says it took, seconds
 * @param traceId the id that the vendor's support asks for
 * @param poweredBy the name of the service behind the gateway
 * @param pagination where a listing stands
 * @param resourcesAffected how many entities a write changed, from {@code meta.writes}
 */
public record Meta(
        @Nullable Double queryTime,
        @Nullable String traceId,
        @Nullable String poweredBy,
        @Nullable Paging pagination,
        @Nullable Integer resourcesAffected) {

    /** The meta of a reply that has none. */
    public static final Meta NONE = new Meta(null, null, null, null, null);
}
