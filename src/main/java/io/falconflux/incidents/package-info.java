/**
 * The Incidents service collection, generated from {@code openapi/falcon-incidents.yaml}: the API class, the records with
 * their readers and builders, and the descriptors of what can be listed.
 *
 * <p>The vendor retired {@code /incidents} in its commercial clouds on 2026-03-09, in favour of Alerts and Cases.
 */
@org.jspecify.annotations.NullMarked
package io.falconflux.incidents;
