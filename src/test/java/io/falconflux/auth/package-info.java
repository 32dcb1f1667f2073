/** Tests of tokens. */
@org.jspecify.annotations.NullMarked
package io.falconflux.auth;
