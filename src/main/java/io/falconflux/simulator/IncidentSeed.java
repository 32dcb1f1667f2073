package io.falconflux.simulator;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What each seeded incident looks like, as functions of its number. Knows nothing of changes; safe on any thread. */
final class IncidentSeed {

    private static final int HOST = 201;
    private static final int HOSTS = 202;
    private static final int LENGTH = 203;
    private static final int CREATED = 204;
    private static final int MODIFIED = 205;
    private static final int NANOS = 206;
    private static final int STATUS = 207;
    private static final int STATE = 208;
    private static final int SCORE = 209;
    private static final int NAME = 210;
    private static final int ASSIGNED = 211;
    private static final int TAG = 212;
    private static final int TACTIC = 213;
    private static final int TECHNIQUE = 214;
    private static final int OBJECTIVE = 215;
    private static final int USER = 216;
    private static final int LATERAL = 217;
    private static final int CHECK = 218;
    private static final long CHANGED_WITHIN = 3 * 86_400L;

    private final Seed seed;
    private final Layout layout;
    private final int rows;
    private final String cid;
    private final Hosts hosts;

    IncidentSeed(Seed seed, Layout layout, int rows, String cid) {
        this.seed = seed;
        this.layout = layout;
        this.rows = rows;
        this.cid = cid;
        this.hosts = new Hosts(seed, cid, rows);
    }

    String cid() {
        return cid;
    }

    Hosts hosts() {
        return hosts;
    }

    /** The id: the machine's, then the number in disguise, then a check. */
    String id(int row) {
        return "inc:" + hosts.id(host(row, 0)) + ":" + Words.hex(seed.cover(row)) + Words.hex(seed.draw(row, CHECK));
    }

    /** The row of an id of the right shape, or -1. */
    int number(String id) {
        long number = seed.uncover(Long.parseUnsignedLong(id, 37, 53, 16));
        if (number < 0 || number > Integer.MAX_VALUE) {
            return -1;
        }
        int row = (int) number;
        boolean genuine = id.startsWith(hosts.id(host(row, 0)), 4)
                && Long.parseUnsignedLong(id, 53, 69, 16) == seed.draw(row, CHECK)
                && id.equals(id.toLowerCase(Locale.ROOT));
        return genuine ? row : -1;
    }

    long start(int row) {
        return layout.at(row, rows, seed);
    }

    long end(int row) {
        return start(row) + seed.pick(row, LENGTH, 7_200) * TimeText.SECOND;
    }

    long created(int row) {
        return start(row) + (20 + seed.pick(row, CREATED, 300)) * TimeText.SECOND;
    }

    long modified(int row) {
        long second = seed.pick(row, MODIFIED, (int) CHANGED_WITHIN) * TimeText.SECOND;
        return created(row) + second + seed.pick(row, NANOS, 1_000_000_000);
    }

    /** A moment after which no seeded row changed. */
    long quiet() {
        return created(Math.max(0, rows - 1)) + (CHANGED_WITHIN + 301) * TimeText.SECOND;
    }

    int status(int row) {
        int draw = seed.pick(row, STATUS, 100);
        return draw < 60 ? 20 : draw < 65 ? 25 : draw < 80 ? 30 : 40;
    }

    /** Independent of the status, as on real tenants. */
    String state(int row) {
        return seed.chance(row, STATE, 70) ? "open" : "closed";
    }

    int score(int row) {
        int draw = seed.pick(row, SCORE, 100);
        return draw * draw / 100;
    }

    @Nullable
    String name(int row) {
        return seed.chance(row, NAME, 40)
                ? "Incident on " + hosts.name(host(row, 0)) + " at " + text(start(row))
                : null;
    }

    @Nullable
    String description(int row) {
        return seed.chance(row, NAME, 15)
                ? Words.DESCRIPTIONS.get(seed.pick(row, TAG, Words.DESCRIPTIONS.size()))
                : null;
    }

    /** Who works on it; a number into {@link Words#ANALYSTS}, or -1. */
    int analyst(int row) {
        return seed.chance(row, ASSIGNED, 30) ? seed.pick(row, ASSIGNED + 1_000, Words.ANALYSTS.size()) : -1;
    }

    @Nullable
    String assignedTo(int row) {
        int analyst = analyst(row);
        return analyst < 0 || row % 11 == 0 ? null : analystId(analyst);
    }

    @Nullable
    String assignedToName(int row) {
        int analyst = analyst(row);
        return analyst < 0 ? null : Words.ANALYSTS.get(analyst);
    }

    /** The name that belongs to a person's id, or null. */
    @Nullable
    String nameOf(String id) {
        for (int analyst = 0; analyst < Words.ANALYSTS.size(); analyst++) {
            if (analystId(analyst).equals(id)) {
                return Words.ANALYSTS.get(analyst);
            }
        }
        return null;
    }

    private String analystId(int analyst) {
        return Words.uuid(seed.draw(analyst, ASSIGNED), seed.draw(analyst, NAME));
    }

    List<String> tags(int row) {
        int draw = seed.pick(row, TAG, 100);
        if (draw >= 35) {
            return List.of();
        }
        String first = Words.TAGS.get(draw % Words.TAGS.size());
        return draw < 30 ? List.of(first) : List.of(first, Words.TAGS.get((draw + 3) % Words.TAGS.size()));
    }

    String tactic(int row) {
        return Words.TACTICS.get(seed.pick(row, TACTIC, Words.TACTICS.size())).get(0);
    }

    String technique(int row) {
        return Words.TECHNIQUES
                .get(seed.pick(row, TECHNIQUE, Words.TECHNIQUES.size()))
                .get(0);
    }

    String objective(int row) {
        return Words.OBJECTIVES.get(seed.pick(row, OBJECTIVE, Words.OBJECTIVES.size()));
    }

    List<String> users(int row) {
        int draw = seed.pick(row, USER, 100);
        return draw < 50 ? List.of(Words.USERS.get(draw % Words.USERS.size())) : List.of();
    }

    int hostCount(int row) {
        return seed.chance(row, HOSTS, 12) ? 2 : 1;
    }

    int host(int row, int which) {
        return (seed.pick(row, HOST, hosts.count()) + which) % hosts.count();
    }

    List<String> hostIds(int row) {
        String first = hosts.id(host(row, 0));
        return hostCount(row) == 1 ? List.of(first) : List.of(first, hosts.id(host(row, 1)));
    }

    /** Hosts reached by lateral movement; few incidents have any. */
    List<String> lateralIds(int row) {
        return seed.chance(row, LATERAL, 6) ? List.of(hosts.id(host(row, 2))) : List.of();
    }

    private static String text(long nanos) {
        byte[] bytes = new byte[32];
        return new String(bytes, 0, TimeText.write(bytes, 0, nanos, 0), java.nio.charset.StandardCharsets.US_ASCII);
    }

    /** An incident as the seed has it. */
    IncidentRow row(int row) {
        return new IncidentRow(
                this,
                row,
                start(row),
                end(row),
                created(row),
                modified(row),
                status(row),
                state(row),
                score(row),
                name(row),
                description(row),
                assignedTo(row),
                assignedToName(row),
                tags(row));
    }
}
