/** Tests of the embedded Falcon, through its front door where possible. */
@org.jspecify.annotations.NullMarked
package io.falconflux.simulator;
