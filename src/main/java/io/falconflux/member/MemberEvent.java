package io.falconflux.member;

/**
 * What a scan of many members tells: pages and progress of each as they come, and one end for each.
 *
 * @param <T> the type of a row
 */
public sealed interface MemberEvent<T> permits MemberPage, MemberProgress, MemberEnd {

    /** Returns the member's customer id, 32 hex digits in lower case. */
    String cid();
}
