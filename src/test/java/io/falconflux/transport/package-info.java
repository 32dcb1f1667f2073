/** Tests of one call over real sockets, and a raw server to make it hard. */
@org.jspecify.annotations.NullMarked
package io.falconflux.transport;
