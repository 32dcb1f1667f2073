package io.falconflux.regen;

/**
 * One difference between the dump and what was generated.
 *
 * @param kind what happened
 * @param thing what it happened to, as it is now, or as it was if it is gone
 * @param detail how, for people
 */
record Change(Kind kind, Thing thing, String detail) {

    /** What can happen. */
    enum Kind {
        /** Code that was written before cannot know of it. */
        ADDED("New"),
        /** Code that was written before goes on working. */
        WIDENED("Changed"),
        /** Calls that name parameters by their place now name others. */
        SHIFTED("Shifted"),
        /** Code that was written before breaks, or is refused by the service. */
        NARROWED("Narrowed"),
        /** Code that was written before breaks. */
        REMOVED("Removed");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /** Tells whether the build has to stop. */
    boolean breaks() {
        return kind == Kind.REMOVED || kind == Kind.NARROWED || kind == Kind.SHIFTED;
    }

    /** Returns what happened to what. */
    @Override
    public String toString() {
        return thing.key() + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
}
