/** The token service, generated from {@code openapi/falcon-oauth2.yaml}. */
@org.jspecify.annotations.NullMarked
package io.falconflux.oauth2;
