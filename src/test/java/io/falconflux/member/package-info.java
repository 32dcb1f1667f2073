/** Tests of scans of many members. */
@org.jspecify.annotations.NullMarked
package io.falconflux.member;
