/** Tests of the facade, and of the rules that the sources keep. */
@org.jspecify.annotations.NullMarked
package io.falconflux;
