/**
 * The embedded Falcon: a local server that behaves as the Incidents service collection is known to behave.
 *
 * <p>The vendor switched {@code /incidents} off in its commercial clouds, so this is where a client of that collection can
 * be tried, tested and measured. Start one with {@link io.falconflux.simulator.FalconSimulator#builder()}. It listens on
 * loopback only and holds a <em>tenant</em>: incidents, behaviors and CrowdScores that follow from a seed, so that two runs
 * see the same rows.
 *
 * <p>It shares no code with the client, on purpose. It has its own parser of filters, its own rows and its own JSON
 * writing, because it is the oracle of the client's tests: a mistake made once in shared code would cancel itself out.
 *
 * <p>How it is laid out, in the direction of a call: {@code FrontDoor} (the HTTP side), {@code Router} (who may call what),
 * {@code QueryOperation}, {@code EntityOperation} and {@code ActionOperation} (what the service answers), {@code Tenant},
 * {@code Table} (searching and changing), {@code IncidentRows} and its siblings (what a row looks like). Rows are functions
 * of the seed and their number; only rows that were changed are kept as objects, so a million incidents cost a few arrays.
 * Faults are drawn by {@code FaultScript} before a call is handled and travel with it.
 *
 * <p>Where the real service's behaviour is not on public record, the choice made here is said in a comment that begins with
 * <em>Assumed</em>.
 */
@org.jspecify.annotations.NullMarked
package io.falconflux.simulator;
