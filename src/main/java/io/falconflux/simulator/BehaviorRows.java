package io.falconflux.simulator;

import io.falconflux.simulator.Property.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The behaviors of a tenant. They never change once they are there; each belongs to an incident of the seed. */
final class BehaviorRows extends Rows {

    private static final Pattern ID = Pattern.compile("ind:[0-9a-fA-F]{32}:([0-9-]+|[0-9a-fA-F]{32})");
    private static final int INCIDENT = 301;
    private static final int TACTIC = 302;
    private static final int TECHNIQUE = 303;
    private static final int WORDS = 304;
    private static final int CONFIDENCE = 305;
    private static final int MILLIS = 306;
    private static final int DETECTION = 307;
    private static final int TAIL = 308;

    private final Seed seed;
    private final Layout layout;
    private final IncidentSeed incidents;
    private final int incidentCount;
    private final int seeded;
    private final List<Long> inserted = new ArrayList<>();
    private final Property.Numeric timestamp;

    BehaviorRows(Seed seed, Layout layout, int count, IncidentSeed incidents, int incidentCount) {
        super(count);
        this.seed = seed.fork(INCIDENT);
        this.layout = layout;
        this.incidents = incidents;
        this.incidentCount = incidentCount;
        this.seeded = count;
        this.timestamp = numeric("timestamp", Unit.TIME, true, this::timestamp);
        numeric("confidence", Unit.NUMBER, true, row -> this.seed.pick(row, CONFIDENCE, 101));
        text("tactic", true, row -> List.of(tactic(row).get(0)));
        text("technique", true, row -> List.of(technique(row).get(0)));
        text("objective", true, row -> List.of(objective(row)));
        text("aid", false, row -> List.of(incidents.hosts().id(host(row))));
        text("behavior_id", false, row -> List.of(id(row)));
        text("incident_id", false, this::incidentIds);
        text("incident_ids", false, this::incidentIds);

        sortable("timestamp", timestamp);
        sortable("alert_ids", new Property.Text("alert_ids", false, row -> alerts(row)));
        sortable("cmdline", new Property.Text("cmdline", false, row -> List.of(word(Words.COMMANDS, row))));
        sortable("detection_ids", new Property.Text("detection_ids", false, this::detections));
        sortable("display_name", new Property.Text("display_name", false, row -> List.of(displayName(row))));
        sortable("domain", new Property.Text("domain", false, row -> List.of("")));
        sortable("filepath", new Property.Text("filepath", false, row -> List.of(word(Words.FILES, row))));
    }

    int insert(long at) {
        inserted.add(at / 1_000_000 * 1_000_000);
        return append();
    }

    @Override
    String id(int row) {
        return "ind:" + incidents.hosts().id(host(row)) + ":" + Long.toUnsignedString(seed.cover(row)) + "-"
                + pattern(row) + "-" + seed.pick(row, TAIL, 1_000_000_000);
    }

    @Override
    int number(String id) {
        int dash = id.indexOf('-', 37);
        if (!wellFormed(id) || dash < 0) {
            return -1;
        }
        try {
            long number = seed.uncover(Long.parseUnsignedLong(id.substring(37, dash)));
            return number < 0 || number > Integer.MAX_VALUE || !id((int) number).equals(id) ? -1 : (int) number;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    @Override
    boolean wellFormed(String id) {
        return ID.matcher(id).matches();
    }

    @Override
    Row row(int row) {
        return new BehaviorRow(this, row, timestamp(row));
    }

    @Override
    Property.Numeric timeKey() {
        return timestamp;
    }

    private long timestamp(int row) {
        if (row >= seeded) {
            return inserted.get(row - seeded);
        }
        long millis = layout.crowded(seeded) ? 0 : seed.pick(row, MILLIS, 1_000) * 1_000_000L;
        return layout.at(row, seeded, seed) + millis;
    }

    String cid() {
        return incidents.cid();
    }

    private int incident(int row) {
        return incidentCount == 0 ? 0 : seed.pick(row, INCIDENT, incidentCount);
    }

    List<String> incidentIds(int row) {
        return incidentCount == 0 ? List.of() : List.of(incidents.id(incident(row)));
    }

    int host(int row) {
        return incidents.host(incident(row), 0);
    }

    Hosts hosts() {
        return incidents.hosts();
    }

    List<String> tactic(int row) {
        return word(Words.TACTICS, TACTIC, row);
    }

    List<String> technique(int row) {
        return word(Words.TECHNIQUES, TECHNIQUE, row);
    }

    String objective(int row) {
        return word(Words.OBJECTIVES, row);
    }

    String displayName(int row) {
        return word(Words.DISPLAY_NAMES, row);
    }

    int pattern(int row) {
        return 300 + seed.pick(row, TECHNIQUE, 11_000);
    }

    /** The detections that go with it; most have none. */
    List<String> detections(int row) {
        return seed.chance(row, DETECTION, 40)
                ? List.of("ldt:" + hosts().id(host(row)) + ":" + seed.pick(row, DETECTION, 1_000_000_000))
                : List.of();
    }

    List<String> alerts(int row) {
        return seed.chance(row, DETECTION, 40)
                ? List.of(cid() + ":ind:" + hosts().id(host(row)) + ":" + seed.pick(row, TAIL, 1_000_000_000))
                : List.of();
    }

    String sha256(int row) {
        long file = seed.pick(row, WORDS, 10_000);
        return Words.hex(Seed.mix(file))
                + Words.hex(Seed.mix(file + 1))
                + Words.hex(Seed.mix(file + 2))
                + Words.hex(Seed.mix(file + 3));
    }

    String word(List<String> words, int row) {
        return word(words, WORDS, row);
    }

    private <T> T word(List<T> words, int question, int row) {
        return words.get(seed.pick(row, question, words.size()));
    }
}
