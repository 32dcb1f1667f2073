/**
 * Everything that this client throws or signals: one sealed family under {@link io.falconflux.error.FalconException}.
 *
 * <p>The leaf of the dependency graph. Two kinds matter to a caller that wants to decide what to do next: a call that was
 * <em>refused</em> (there is a status, the service said no) and a call that got <em>no reply</em> (the service may or may
 * not have done it). No other type of exception leaves a publisher of this client, and no message holds a secret.
 */
@org.jspecify.annotations.NullMarked
package io.falconflux.error;
