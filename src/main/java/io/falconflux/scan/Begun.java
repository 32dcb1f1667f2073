package io.falconflux.scan;

/**
 * How a leg has begun.
 *
 * @param first the page that came alone
 * @param have the rank up to which pages were asked for
 * @param enough the rank up to which rows are wanted
 */
record Begun(Fetched<?> first, long have, long enough) {

    /** Returns how it has begun when the page that came alone was delivered. */
    static Begun with(Fetched<?> first, long wanted) {
        int have = first.ids().size();
        return new Begun(first, have, wanted > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : have + wanted);
    }

    /** Returns this with pages that are asked for before anything else is known. */
    Begun upTo(long rank) {
        return new Begun(first, rank, enough);
    }
}
