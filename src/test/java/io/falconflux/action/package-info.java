/** Tests of bulk actions: pure decisions by tables, whole runs against a model of a service that keeps a log of its own. */
@org.jspecify.annotations.NullUnmarked
package io.falconflux.action;
