/** Tests of filters, sorts and queries. */
@org.jspecify.annotations.NullMarked
package io.falconflux.query;
