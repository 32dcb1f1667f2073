package io.falconflux.cli;

import io.falconflux.FalconClient;
import io.falconflux.collection.FalconCollection;
import io.falconflux.collection.Lookup;
import io.falconflux.error.FalconException;
import io.falconflux.error.RefusedException;
import io.falconflux.incidents.IncidentsApi;
import io.falconflux.json.RawRow;
import io.falconflux.transport.ApiReply;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The doctor's rounds: each operation that reads is tried once, and what a filter does. Nothing is changed. */
final class Examination {

    /** Scores are tenths from 0 to 100. */
    private static final String IMPOSSIBLE = "final_score:-999999937";

    private static final String UNKNOWN = "falconflux_canary:'x'";

    private final FalconClient falcon;
    private final Findings findings;
    private final AtomicBoolean stopped;
    private @Nullable ApiReply<?> last;

    Examination(FalconClient falcon, Findings findings, AtomicBoolean stopped) {
        this.falcon = falcon;
        this.findings = findings;
        this.stopped = stopped;
    }

    /** Does the rounds; what fails for all of them ends them. */
    void run() {
        boolean rows = false;
        for (Kind kind : Kind.values()) {
            ApiReply<?> reply = listed(kind);
            rows |= kind == Kind.INCIDENTS
                    && reply != null
                    && !reply.resources().isEmpty();
            if (findings.hopeless() || stopped.get()) {
                return;
            }
        }
        findings.scopes(IncidentsApi.PERFORM_INCIDENT_ACTION);
        filter(rows);
        if (last != null) {
            findings.headers(last);
        }
    }

    private @Nullable ApiReply<?> listed(Kind kind) {
        long begun = System.nanoTime();
        try {
            ApiReply<?> reply = kind.glimpse(falcon.exchange(), null).block();
            if (reply == null) {
                return null;
            }
            last = reply;
            findings.listed(kind, reply, millis(begun));
            if (kind.readable() && !reply.resources().isEmpty()) {
                read(kind, String.valueOf(reply.resources().get(0)));
            }
            return reply;
        } catch (FalconException e) {
            findings.failed(kind.word(), e);
            return null;
        }
    }

    private void read(Kind kind, String id) {
        String check = kind.word() + " by id";
        long begun = System.nanoTime();
        try {
            FalconCollection<RawRow> collection = kind.open(falcon.exchange(), "");
            Lookup<RawRow> found = collection.get(List.of(id)).blockFirst();
            String row = found == null || found.row() == null ? "answers, but not with the row listed" : "readable";
            findings.ok(check, row + ", " + millis(begun) + " ms");
        } catch (FalconException e) {
            findings.failed(check, e);
        }
    }

    private void filter(boolean rows) {
        if (!rows) {
            return;
        }
        try {
            Boolean deaf = finds(IMPOSSIBLE);
            Boolean careless = finds(UNKNOWN);
            if (Boolean.TRUE.equals(deaf)) {
                findings.bad("filter", "ignored: one that no row can match finds rows; use scan --check-filter");
            } else if (Boolean.TRUE.equals(careless)) {
                findings.bad(
                        "filter",
                        "a field that the service does not know is ignored in silence, so a slip asks for every row; use"
                                + " scan --check-filter");
            } else {
                findings.ok(
                        "filter",
                        "heeded; a field that the service does not know "
                                + (careless == null ? "is refused" : "matches nothing"));
            }
        } catch (FalconException e) {
            findings.failed("filter", e);
        }
    }

    /** Returns whether a filter finds rows; null if it is refused. */
    private @Nullable Boolean finds(String filter) {
        try {
            ApiReply<?> reply =
                    Kind.INCIDENTS.glimpse(falcon.exchange(), filter).block();
            return reply != null && !reply.resources().isEmpty();
        } catch (RefusedException e) {
            if (e.status() == 400) {
                return null;
            }
            throw e;
        }
    }

    private static long millis(long begun) {
        return (System.nanoTime() - begun) / 1_000_000;
    }
}
