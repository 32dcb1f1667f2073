package io.falconflux.scan;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The versions of rows that were delivered and may be listed again, oldest first. A version is an id with the time of its last
 * change; it is kept as 128 bits of a hash, a shorter one could drop a change in silence.
 */
final class Versions {

    /**
     * One version.
     *
     * @param second the second of its change, since 1970
     * @param high the first half of the hash
     * @param low the second half
     */
    record Version(long second, long high, long low) implements Comparable<Version> {

        static Version of(String id, Instant changed) {
            Fingerprint print = Fingerprint.of(id + '\n' + changed.getEpochSecond() + '.' + changed.getNano());
            return new Version(changed.getEpochSecond(), print.high(), print.low());
        }

        private static Version first(long second) {
            return new Version(second, Long.MIN_VALUE, Long.MIN_VALUE);
        }

        @Override
        public int compareTo(Version other) {
            int bySecond = Long.compare(second, other.second);
            int byHigh = bySecond != 0 ? bySecond : Long.compare(high, other.high);
            return byHigh != 0 ? byHigh : Long.compare(low, other.low);
        }
    }

    private final TreeSet<Version> all;

    Versions(Collection<Version> some) {
        all = new TreeSet<>(some);
    }

    /** Notes a version, and tells whether it is new. */
    boolean add(Version version) {
        return all.add(version);
    }

    int size() {
        return all.size();
    }

    /** Forgets what changed before a whole second. */
    void forgetBefore(Instant second) {
        all.headSet(Version.first(second.getEpochSecond())).clear();
    }

    /** Returns the end of the oldest second of which something is known. */
    Instant endOfOldest() {
        return Instant.ofEpochSecond(all.first().second() + 1);
    }

    List<Version> list() {
        return List.copyOf(all);
    }
}
