/** Runs commands in this process, against the embedded Falcon, and compares all of what they say. */
@org.jspecify.annotations.NullMarked
package io.falconflux.cli;
