package io.falconflux.simulator;

import java.util.List;

/** A page of rows, in whatever form was asked for, and how many there are altogether. */
record Listing<T>(List<T> rows, long total) {}
