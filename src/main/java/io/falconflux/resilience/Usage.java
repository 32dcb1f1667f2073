package io.falconflux.resilience;

import java.util.ArrayList;
import java.util.List;

/**
 * When the part of the allowance that is used was used, the oldest first: whoever used it. A window that rolls gives it back
 * in that order, and one that starts anew gives it back from the oldest on, so in both the oldest call tells when calls
 * will be free again.
 *
 * @param slices the calls of some time each; at most {@link #MOST}
 * @param calls how many calls they are together
 */
record Usage(List<Slice> slices, long calls) {

    /** Nothing was used. */
    static final Usage NONE = new Usage(List.of(), 0);

    /** Slices at most; beyond that neighbours are joined. */
    static final int MOST = 64;

    /**
     * Calls of some time.
     *
     * @param from when the first was made, epoch milliseconds
     * @param to when the last was made, epoch milliseconds
     * @param calls how many
     */
    record Slice(long from, long to, long calls) {

        Slice and(Slice later) {
            return new Slice(from, Math.max(to, later.to), calls + later.calls);
        }

        /** The rest when some of the calls are given back; they are taken to lie evenly. */
        Slice without(long some) {
            return new Slice(from + (to - from) * some / calls, to, calls - some);
        }
    }

    /** Adds calls. */
    Usage add(long at, long more) {
        if (more <= 0) {
            return this;
        }
        List<Slice> all = new ArrayList<>(slices);
        Slice added = new Slice(at, at, more);
        Slice last = all.isEmpty() ? null : all.get(all.size() - 1);
        if (last != null && at - last.from <= (at - oldest()) / MOST) {
            all.set(all.size() - 1, last.and(added));
        } else {
            all.add(added);
        }
        return new Usage(List.copyOf(all.size() > MOST ? joined(all) : all), calls + more);
    }

    private static List<Slice> joined(List<Slice> all) {
        List<Slice> pairs = new ArrayList<>(MOST);
        for (int i = 0; i < all.size(); i += 2) {
            pairs.add(i + 1 < all.size() ? all.get(i).and(all.get(i + 1)) : all.get(i));
        }
        return pairs;
    }

    /** Gives the oldest calls back. */
    Usage release(long some) {
        if (some <= 0) {
            return this;
        }
        long rest = some;
        int whole = 0;
        while (whole < slices.size() && slices.get(whole).calls <= rest) {
            rest -= slices.get(whole).calls;
            whole++;
        }
        if (whole == slices.size()) {
            return NONE;
        }
        List<Slice> left = new ArrayList<>(slices.subList(whole, slices.size()));
        left.set(0, left.get(0).without(rest));
        return new Usage(List.copyOf(left), calls - some);
    }

    boolean isEmpty() {
        return slices.isEmpty();
    }

    /** Returns when the oldest call was made, epoch milliseconds. */
    long oldest() {
        return slices.get(0).from;
    }
}
