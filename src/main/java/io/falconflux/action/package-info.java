/**
 * Bulk actions: one action to any number of ids, and one true outcome for each of them. It knows neither HTTP nor JSON bodies;
 * an {@link io.falconflux.action.ActionTarget} sends a chunk of ids and reads ids back.
 *
 * <p>Reading order: {@link io.falconflux.action.BulkAction} puts the pieces together, {@code Chunks} gathers ids,
 * as many as the {@code Gate} lets through for the outcomes that are asked for, {@code Chunk} is one
 * chunk on its way, {@code Verdict} reads a reply, {@code Doubt} reads what was read back, {@code Division} finds culprits,
 * {@code Run} is what chunks share, {@code Journal} is what outlives the process.
 *
 * <p>What was decided, and why:
 *
 * <ul>
 *   <li><b>Whether to repeat is decided here</b>, not by the retries of the client, which repeat only what was provably not
 *       executed: a reply that names ids is an answer, whatever its status, and only the rest of the chunk may go again.
 *   <li><b>Repeat first, read later.</b> If twice does no more than once, sending again ends in a reply that is proof. Reading
 *       back is for what stays in doubt: what it shows may have been so before.
 *   <li><b>What shows counts, what does not show proves nothing.</b> A call whose reply was lost may still be executed, and what
 *       was done may have been undone by somebody else. So it stays unknown, unless the service says that it changed nothing.
 *   <li><b>An action is one request.</b> If a part of it cannot be read (a comment), that the rest shows does not prove that
 *       part, since it may have been so before: the outcome stays unknown, and the reason says what was read.
 *   <li><b>A refusal proves nothing after a doubt.</b> When a chunk is repeated and the repetition refused, the first sending may
 *       still have been executed. Reading back does not tell either: what shows may have been so before, against the service's
 *       own no. It stays unknown, and a run that goes on from the journal sends it again if that is safe.
 *   <li><b>A success without a count</b> is believed of ids that exist; a service says it also of ids that it does not know.
 *   <li><b>Ids of an odd form travel apart</b>, so that they cannot spoil a chunk, and the service decides about them.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package io.falconflux.action;
