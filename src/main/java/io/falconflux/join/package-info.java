/**
 * Rows of one collection together with the rows of another that belong to them, streamed and batched: never a call for each row.
 *
 * <p>{@link io.falconflux.join.Join} gathers rows into batches and finds for each batch what belongs to it, {@code ById} by ids
 * that the rows have, {@code ByFilter} by a property of the others that names them.
 *
 * <p>What was decided, and why:
 *
 * <ul>
 *   <li><b>By a property is a scan for each batch</b>, so that what is found is as complete as a scan, past the window too, or ends in
 *       an error that says what is lacking. One listing of a few pages would be cheaper by a call and would lose rows in silence.
 *   <li><b>A batch is cut by the length of its filter</b>, since a filter travels in the request line, which servers bound: 8,192
 *       bytes are common.
 *   <li><b>Which collections are joined, and by what, are values</b>; nothing here names a collection.
 * </ul>
 */
@NullMarked
package io.falconflux.join;

import org.jspecify.annotations.NullMarked;
