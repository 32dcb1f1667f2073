package io.falconflux.regen;

/**
 * One difference between the vendor's document and ours.
 *
 * @param subject what differs: an operation, a parameter, a schema or a property
 * @param kind how, as words that an item can follow
 * @param item the one thing that it is about
 */
record Gap(String subject, String kind, String item) {

    /** Returns the difference as one line; this is what the known ones are written like. */
    @Override
    public String toString() {
        return subject + ": " + kind + " " + item;
    }
}
