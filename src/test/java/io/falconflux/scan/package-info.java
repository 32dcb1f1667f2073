/**
 * The proof of the scan engine, from its specification: a model of the service in memory ({@link
 * io.falconflux.scan.ModelServer}) that knows which rows a scan owes, and properties that hold whatever that service does.
 */
package io.falconflux.scan;
