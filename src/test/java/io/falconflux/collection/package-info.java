/** Tests of plain pagination and of reading by id. */
@org.jspecify.annotations.NullMarked
package io.falconflux.collection;
