/** Tests of the code that is generated from the document. */
@org.jspecify.annotations.NullMarked
package io.falconflux.incidents;
