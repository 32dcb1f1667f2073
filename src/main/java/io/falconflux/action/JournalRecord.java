package io.falconflux.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.falconflux.action.Outcome.State;
import io.falconflux.error.ActionException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a journal tells when it is read from its beginning. A last line that was torn, when the process was killed as it was
 * written, is passed over: what it was to say had not begun. Anything else that is not as it was written is refused.
 */
final class JournalRecord {

    /** What the first line begins with. */
    private static final String BEGINNING = "{\"n\":0,\"event\":\"journal\"";

    static final String INPUT = "input";
    static final String BEGIN = "begin";
    static final String SENDING = "sending";
    static final String REFUSED = "refused";
    static final String SETTLED = "settled";

    /** Nothing was written yet. */
    static final JournalRecord EMPTY = new JournalRecord(Path.of(""));

    private final Path file;
    private final Map<String, Past> pasts = new HashMap<>();
    private final List<String> input = new ArrayList<>();
    private @Nullable JsonNode head;
    private boolean begun;
    private boolean recorded;
    private long lines;
    private long length;

    private JournalRecord(Path file) {
        this.file = file;
    }

    /**
     * Reads a journal.
     *
     * @param file its name, for messages
     * @param in its bytes
     * @throws ActionException if it is none, or damaged
     */
    static JournalRecord read(Path file, InputStream in) throws IOException {
        JournalRecord record = new JournalRecord(file);
        BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
        byte @Nullable [] before = null;
        for (byte[] line = line(buffered); line != null; line = line(buffered)) {
            if (before != null) {
                record.add(before, false);
            }
            before = line;
        }
        if (before != null) {
            record.add(before, true);
        }
        return record;
    }

    /** Reads up to the end of a line, which is part of it; null at the end of the file. */
    private static byte @Nullable [] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        for (int b = in.read(); b >= 0; b = in.read()) {
            line.write(b);
            if (b == '\n') {
                break;
            }
        }
        return line.size() == 0 ? null : line.toByteArray();
    }

    private void add(byte[] line, boolean last) {
        boolean ended = line[line.length - 1] == '\n';
        byte[] text = ended ? Arrays.copyOf(line, line.length - 1) : line;
        JsonNode event = ended ? JournalLine.read(text, lines) : null;
        if (event == null) {
            boolean torn = last && (!ended || !JournalLine.whole(text));
            if (lines == 0 && beginning(text)) {
                JournalHead.checkVersion(file, JournalLine.lenient(text));
            }
            if (!torn || lines == 0 && !beginning(text)) {
                throw foreign();
            }
            return;
        }
        if (lines == 0 && !event.path("event").asText().equals(JournalHead.EVENT)) {
            throw foreign();
        }
        apply(event);
        lines++;
        length += line.length;
    }

    /** Tells whether a file of one torn line can be a journal whose first line was torn. */
    private static boolean beginning(byte[] text) {
        byte[] begin = BEGINNING.getBytes(StandardCharsets.UTF_8);
        int common = Math.min(begin.length, text.length);
        return Arrays.equals(begin, 0, common, text, 0, common);
    }

    private ActionException foreign() {
        return new ActionException(
                lines == 0
                        ? file + " is no journal of a bulk action, or its first line is damaged: name another file"
                        : "The journal " + file + " is damaged at line " + (lines + 1)
                                + ", so that nobody can say what was sent. Look up the outcomes before it, and begin"
                                + " anew with a new journal",
                null);
    }

    private void apply(JsonNode event) {
        switch (event.path("event").asText()) {
            case JournalHead.EVENT -> head = event;
            case INPUT -> input.addAll(JournalLine.ids(event));
            case BEGIN -> {
                begun = true;
                recorded = event.has("input");
            }
            case SENDING -> JournalLine.ids(event).forEach(id -> pasts.put(id, past(id).sentAgain()));
            case REFUSED -> JournalLine.ids(event).forEach(id -> pasts.put(id, Past.NONE));
            case SETTLED -> event.path("outcomes").forEach(this::settle);
            default -> throw foreign();
        }
    }

    private void settle(JsonNode group) {
        State state = State.valueOf(group.path("outcome").asText().toUpperCase(Locale.ROOT));
        String reason = group.path("reason").textValue();
        String traceId = group.path("trace_id").textValue();
        JournalLine.ids(group).forEach(id -> pasts.put(id, new Past(new Outcome(id, state, reason, traceId), false)));
    }

    /** Adds outcomes to an event; those with the same words together. */
    static void outcomes(ObjectNode event, List<Outcome> outcomes) {
        Map<List<@Nullable Object>, List<String>> groups = new LinkedHashMap<>();
        for (Outcome one : outcomes) {
            List<@Nullable Object> words = new ArrayList<>();
            words.add(one.state().word());
            words.add(one.reason());
            words.add(one.traceId());
            groups.computeIfAbsent(words, key -> new ArrayList<>()).add(one.id());
        }
        ArrayNode array = event.putArray("outcomes");
        groups.forEach((words, ids) -> {
            ObjectNode group = array.addObject().put("outcome", (String) words.get(0));
            if (words.get(1) != null) {
                group.put("reason", (String) words.get(1));
            }
            if (words.get(2) != null) {
                group.put("trace_id", (String) words.get(2));
            }
            JournalLine.ids(group, ids);
        });
    }

    /** Returns the first event; null if the journal is empty. */
    @Nullable
    JsonNode head() {
        return head;
    }

    /** Returns whether anything can have been sent. */
    boolean begun() {
        return begun;
    }

    /** Returns the ids that the action was begun with; null if they came from elsewhere as they were needed. */
    @Nullable
    List<String> input() {
        return begun && recorded ? input : null;
    }

    Past past(String id) {
        return pasts.getOrDefault(id, Past.NONE);
    }

    /** Returns how many whole lines there are. */
    long lines() {
        return lines;
    }

    /** Returns how many bytes they have. */
    long length() {
        return length;
    }
}
