package io.falconflux.simulator;

/**
 * Numbers that follow from a seed: the same question gets the same answer, in any order and on any thread. The mixing
 * function is a bijection, so a row's number can hide in its id and be read back without a map.
 */
final class Seed {

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final long base;

    Seed(long seed) {
        this.base = mix(seed + GOLDEN);
    }

    /** A seed for something else, such as a child tenant. */
    Seed fork(long salt) {
        return new Seed(draw(salt, 0x5eed));
    }

    /** Draws 64 bits for a question about a row. */
    long draw(long row, int question) {
        return mix(mix(base ^ (row * GOLDEN)) + question * 0xd1342543de82ef95L);
    }

    /** Draws a number from 0 to {@code bound - 1}. */
    int pick(long row, int question, int bound) {
        return (int) ((draw(row, question) >>> 33) % bound);
    }

    /** Decides whether something holds for a row, with a chance in percent. */
    boolean chance(long row, int question, int percent) {
        return pick(row, question, 100) < percent;
    }

    /** Draws a number from 0 (inclusive) to 1 (exclusive). */
    double unit(long row, int question) {
        return (draw(row, question) >>> 11) * 0x1.0p-53;
    }

    /** Hides a number; {@link #uncover(long)} finds it again. */
    long cover(long number) {
        return mix(number ^ base);
    }

    /** Finds the number that {@link #cover(long)} hid. */
    long uncover(long covered) {
        return unmix(covered) ^ base;
    }

    static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private static long unmix(long value) {
        long z = value;
        z = (z ^ (z >>> 31) ^ (z >>> 62)) * 0x319642b2d24d8ec3L;
        z = (z ^ (z >>> 27) ^ (z >>> 54)) * 0x96de1b173f119089L;
        return z ^ (z >>> 30) ^ (z >>> 60);
    }
}
