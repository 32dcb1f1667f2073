/**
 * One scan for many members: the scans of a parent's children side by side, each row with the customer id of its child.
 *
 * <p>{@link io.falconflux.member.MemberScan} knows neither clients nor HTTP. It opens the scans of a bounded number of members
 * at a time, each on its own: whatever one ends in is an event like any other, so that it ends nobody else's.
 */
@org.jspecify.annotations.NullMarked
package io.falconflux.member;
