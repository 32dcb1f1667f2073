package io.falconflux.resilience;

/**
 * How old a call is when the allowance gets it back, in milliseconds: the length of a window that rolls, or the time from
 * the first call of a fixed window to its end. It is not on the wire; it is closed in from both sides by looking.
 *
 * @param low a call of this age was not given back yet
 * @param high a call of this age was, or will be as far as is known; 0 if nothing is known
 */
record Window(long low, long high) {

    /** Nothing was seen. */
    static final Window UNKNOWN = new Window(0, 0);

    private static final long LEAST_MARGIN = 10;
    private static final long SECOND = 1000;

    boolean known() {
        return high > 0;
    }

    /** The oldest call has this age and was given back. What others gave back may look like that: it counts for little. */
    Window released(long age) {
        if (age <= 0 || known() && age >= high) {
            return this;
        }
        return age > low ? new Window(low, age) : new Window(low * 7 / 8, high);
    }

    /** The oldest call has this age and is not given back. If it should have been, the window is longer, and by how much is searched in growing steps. */
    Window held(long age) {
        if (age <= 0) {
            return this;
        }
        if (!known() || high > age) {
            return new Window(Math.max(low, age), high);
        }
        return new Window(age, age + Math.max(age / 32, Math.min(age / 8, 2 * (age - low))));
    }

    /** The service says that the oldest call will be given back at this age, to the second. */
    Window named(long age) {
        return age <= 0 ? this : new Window(Math.max(age * 7 / 8, age - SECOND), age);
    }

    /**
     * Returns the age at which to look next: in the middle while looking is free, at the end when it is not, and a little
     * before the end where that is a wide guess and one refusal is worth a better one.
     *
     * @param free whether looking too early costs nothing
     */
    long guess(boolean free) {
        long margin = Math.max(LEAST_MARGIN, high / 100);
        if (free && high - low > 2 * margin) {
            return low + (high - low) / 2;
        }
        return high - low > high / 4 ? low + (high - low) * 3 / 4 : high + margin;
    }
}
