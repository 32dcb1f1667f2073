/**
 * What to ask for: filters in FQL (the Falcon Query Language), sorts, and the query that holds both. Values only:
 * nothing here calls the service, and the one error that it throws is {@link io.falconflux.error.QueryException}.
 *
 * <p>Why it is shaped like this:
 *
 * <ul>
 *   <li>A filter is a sealed tree of records, not a string builder, so that escaping happens in one place and that
 *       {@code Fql.parse(x.toString())} equals {@code x}. Trees are canonical by construction: an {@code And} never
 *       holds an {@code And}, numbers have one form, and parentheses are no node; they are written where they are
 *       needed.
 *   <li>FQL negates a property, never a group. {@code not()} therefore pushes itself down to the comparisons, and what
 *       has no negated operator is refused rather than sent as something that the service might misread.
 *   <li>Whoever knows better keeps the last word: {@code Fql.raw} is sent letter for letter. It is put in parentheses
 *       as soon as it is combined, because a top-level {@code ,} would otherwise capture the clause beside it.
 *   <li>A field that the document does not know is no error; the service decides. There are only
 *       {@linkplain io.falconflux.query.FilterHints hints}, which errors carry once the service has refused.
 *   <li>Times relative to now are resolved here, once, before anything is sent: the same filter is asked for on every page.
 *   <li>Groups nest 64 deep at most, in text and in trees, so that no input can exhaust the stack.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package io.falconflux.query;
