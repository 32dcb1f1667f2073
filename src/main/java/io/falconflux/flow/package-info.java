/**
 * What Reactor lacks here: sequences that ask for exactly what is wanted of them. A page that nobody reads costs a call of the
 * allowance, and a write that nobody asked for cannot be taken back; every flattening operator of Reactor asks for at least one
 * element ahead, and {@code concat} subscribes to the next sequence as soon as the one before has ended.
 *
 * <p>{@link io.falconflux.flow.Unfold} flattens, {@link io.falconflux.flow.Gather} does the reverse,
 * {@link io.falconflux.flow.OnDemand} holds sequences back until something is asked of them, and
 * {@link io.falconflux.flow.Draining} is what operators of this kind have in common.
 */
@NullMarked
package io.falconflux.flow;

import org.jspecify.annotations.NullMarked;
