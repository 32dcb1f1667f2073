/**
 * What the generated descriptors are made of: a {@link io.falconflux.collection.CollectionDescriptor} holds the facts of
 * one listing (its operations, its row, its keys), and {@link io.falconflux.collection.ExchangeSource} turns those facts
 * into the calls that a scan asks for. In the same way an {@link io.falconflux.collection.ActionDescriptor} holds the facts of an
 * operation that changes entities, and becomes the target of a bulk action. A collection of the same shape is added by adding a
 * document; nothing here changes.
 *
 * <p>A service may pass over a filter that it does not understand, in silence. {@code FilterGuard} finds that out by asking for
 * what cannot be, before a scan if it is asked to.
 *
 * <p>It is a package of its own because generated code names it, so that it can be neither the root (which names the
 * generated code) nor {@code scan} (which knows no calls).
 */
@org.jspecify.annotations.NullMarked
package io.falconflux.collection;
