package io.falconflux.scan;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the model server does wrong. Nothing, unless it is told. Rates are chances a call; what they do to a page is over
 * when the same page has been asked for again {@link #inARow} times.
 */
final class ModelFaults {

    /** What the service says about how many rows match. */
    enum Total {
        EXACT,
        OFF,
        ZERO,
        CAPPED,
        /** Nine tenths of the window at most, so that everything seems to lie within it. */
        BELOW,
        LAGGING
    }

    /** How well the service tells its time. */
    enum Served {
        EXACT,
        SECONDS,
        NONE
    }

    int window;
    boolean strictWindow;
    int windowStatus = 400;
    boolean unstableTies;
    double shortPages;
    double emptyPages;
    double flawedPages;
    double shiftedPages;
    double farShifts;
    double repeatedRows;
    double lateEntities;
    double aliens;
    int lateCalls = 1;
    int inARow = 1;
    int pageCap = Integer.MAX_VALUE;
    boolean deaf;
    Total total = Total.EXACT;
    Served served = Served.SECONDS;
    final Set<String> never = new HashSet<>();
    final TreeMap<Integer, RuntimeException> failures = new TreeMap<>();

    /** The window of the service, whatever the facts say. */
    ModelFaults window(int rows, boolean strict, int status) {
        window = rows;
        strictWindow = strict;
        windowStatus = status;
        return this;
    }

    /** Rows of the same key come in another order at every request. */
    ModelFaults unstableTies() {
        unstableTies = true;
        return this;
    }

    /** Pages that are short, empty, flawed or shifted, or that repeat a row. */
    ModelFaults pages(double rate) {
        shortPages = rate;
        emptyPages = rate;
        flawedPages = rate;
        shiftedPages = rate;
        repeatedRows = rate;
        return this;
    }

    /** Pages that are short so often in a row at most. */
    ModelFaults shortPages(double rate, int times) {
        shortPages = rate;
        inARow = times;
        return this;
    }

    /** Pages, first ones too, that begin up to forty rows further on than was asked for, or a few before that. */
    ModelFaults farShifts(double rate) {
        farShifts = rate;
        return this;
    }

    /** Every filter is passed over in silence. */
    ModelFaults deaf() {
        deaf = true;
        return this;
    }

    /** No page has more rows, whatever is asked for. */
    ModelFaults pageCap(int rows) {
        pageCap = rows;
        return this;
    }

    /** A row that nobody asked for stands in the place of one that was asked for, in so many of the entity calls. */
    ModelFaults aliens(double rate) {
        aliens = rate;
        return this;
    }

    ModelFaults total(Total kind) {
        total = kind;
        return this;
    }

    ModelFaults served(Served kind) {
        served = kind;
        return this;
    }

    /** Entities that are missing in the first calls that ask for them. */
    ModelFaults late(double rate, int calls) {
        lateEntities = rate;
        lateCalls = calls;
        return this;
    }

    /** Entities that are listed and never come. */
    ModelFaults never(Set<String> ids) {
        never.addAll(ids);
        return this;
    }

    /** The call of that number, from 1, ends in an error. */
    ModelFaults failAt(int call, RuntimeException error) {
        failures.put(call, error);
        return this;
    }
}
