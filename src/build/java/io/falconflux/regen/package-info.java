/**
 * The check that each build runs before the compiler. {@code documents} finds the faults in the documents on which the
 * generator is silent; {@code surface} compares what was generated with the dump beside the document, and says in plain
 * words what went and who used it; {@code drift} compares a document of the vendor with ours. Nothing here is shipped.
 */
package io.falconflux.regen;
