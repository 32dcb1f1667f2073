/**
 * A reactive client for CrowdStrike Falcon's Incidents service collection.
 *
 * <p>{@link io.falconflux.FalconClient} is the door. Behind it, the packages are the path of a request:
 * {@code collection} turns what a scan asks for into calls, {@code resilience} decides whether and when they go out,
 * {@code auth} gives them a token, {@code transport} sends them and decodes the replies with {@code json}. {@code scan} is the
 * engine; it knows neither HTTP nor JSON. {@code incidents} and {@code oauth2} are generated from the documents.
 * {@link io.falconflux.Assembly} is the one place where the chain is put together.
 */
@org.jspecify.annotations.NullMarked
package io.falconflux;
