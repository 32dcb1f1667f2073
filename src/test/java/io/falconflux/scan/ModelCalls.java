package io.falconflux.scan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Every call that the model server has seen, in order, so that tests can say what was asked. */
final class ModelCalls {

    private static final int A_FEW = 5;

    /** What a call is for: a few rows, a page, or rows by id. */
    enum Kind {
        PROBE,
        QUERY,
        ENTITY
    }

    /**
     * One call.
     *
     * @param kind what it is for
     * @param filter the filter of a listing
     * @param sort the sort of a listing
     * @param offset the offset of a listing
     * @param limit the limit of a listing, the number of ids of an entity call
     */
    record Call(Kind kind, String filter, String sort, long offset, int limit) {

        long end() {
            return offset + limit;
        }
    }

    private final List<Call> all = new ArrayList<>();
    private final List<Call> beyond = new ArrayList<>();
    private final Set<Call> empty = new HashSet<>();
    private int inFlight;
    private int mostInFlight;

    synchronized int begin(Call call) {
        all.add(call);
        inFlight++;
        mostInFlight = Math.max(mostInFlight, inFlight);
        return all.size();
    }

    synchronized void end() {
        inFlight--;
        notifyAll();
    }

    /** Returns how many calls stay in flight; one that a thread which the machine does not run yet is about to end does not. */
    synchronized int staying() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        try {
            for (long left = 1;
                    inFlight > 0 && left > 0;
                    left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return inFlight;
    }

    synchronized void refusedBeyondWindow(Call call) {
        beyond.add(call);
    }

    synchronized void answeredEmpty(Call call) {
        empty.add(call);
    }

    /** Returns the listings that were answered without a row, which may be asked for again. */
    synchronized Set<Call> empty() {
        return Set.copyOf(empty);
    }

    static Call listing(Selection selection, long offset, int limit) {
        return new Call(limit <= A_FEW ? Kind.PROBE : Kind.QUERY, selection.filter(), selection.sort(), offset, limit);
    }

    static Call entities(List<String> ids) {
        return new Call(Kind.ENTITY, null, null, 0, ids.size());
    }

    synchronized List<Call> all() {
        return List.copyOf(all);
    }

    /** Returns the calls that went beyond the window. */
    synchronized List<Call> beyondWindow() {
        return List.copyOf(beyond);
    }

    synchronized int count() {
        return all.size();
    }

    synchronized int count(Kind kind) {
        return (int) all.stream().filter(call -> call.kind() == kind).count();
    }

    /** Returns the listings, of a few rows or of a page. */
    int listings() {
        return count(Kind.PROBE) + count(Kind.QUERY);
    }

    synchronized int inFlight() {
        return inFlight;
    }

    synchronized int mostInFlight() {
        return mostInFlight;
    }

    synchronized void forget() {
        all.clear();
        beyond.clear();
        empty.clear();
        mostInFlight = 0;
    }
}
