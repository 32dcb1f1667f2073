package io.falconflux.cli;

import io.falconflux.error.FalconException;
import io.falconflux.error.NoReplyException;
import io.falconflux.error.RefusedException;
import io.falconflux.error.RetiredException;
import io.falconflux.json.Paging;
import io.falconflux.oauth2.Oauth2Api;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.Deprecation;
import io.falconflux.transport.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the doctor finds, one line a check as it goes. */
final class Findings {

    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final int FORBIDDEN = 403;

    private final Surroundings around;
    private final Clock clock;
    private final Set<String> forbidden = new LinkedHashSet<>();
    private boolean bad;
    private boolean hopeless;
    private boolean token;

    Findings(Surroundings around, Clock clock) {
        this.around = around;
        this.clock = clock;
    }

    /** Returns whether further reads would fail in the same way. */
    boolean hopeless() {
        return hopeless;
    }

    int exitCode() {
        return bad ? ExitCode.FAILED : ExitCode.COMPLETE;
    }

    /** A collection was listed. */
    void listed(Kind kind, ApiReply<?> reply, long millis) {
        issued();
        if (!reply.errors().isEmpty()) {
            String trace = reply.traceId() == null ? "" : " (trace id " + reply.traceId() + ")";
            bad(kind.word(), "answers with errors: " + reply.errorText() + trace);
            return;
        }
        Paging paging = reply.meta().pagination();
        ok(kind.word(), (paging == null ? "readable" : paging.total() + " rows") + ", " + millis + " ms");
    }

    /** Something did not answer as it should. */
    void failed(String check, FalconException error) {
        String line = Complaint.of(error).line();
        if (Oauth2Api.OAUTH2_ACCESS_TOKEN.id().equals(error.operation())) {
            hopeless = true;
            bad("token", line);
            return;
        }
        boolean mute = error instanceof NoReplyException;
        hopeless = mute || error instanceof RetiredException;
        if (!mute) {
            issued();
        }
        bad(check, error instanceof RetiredException ? "retired: " + line : line);
        if (error instanceof RefusedException refused && refused.status() == FORBIDDEN) {
            forbidden.add(Objects.requireNonNullElse(error.operation(), check));
        }
    }

    private void issued() {
        if (!token) {
            token = true;
            ok("token", "issued");
        }
    }

    /**
     * Which operations the scopes allow.
     *
     * @param write the operation that only a change would try
     */
    void scopes(Operation write) {
        if (!forbidden.isEmpty()) {
            bad("scope", "incidents:read is missing for " + String.join(", ", forbidden));
        }
        note("scope", write.scope() + " is not tried, since only a change would tell (" + write.id() + ")");
    }

    /** What the headers of a reply tell. */
    void headers(ApiReply<?> reply) {
        String region = reply.header("x-cs-region");
        ok("region", region == null ? "not named by the service" : region);
        allowance(reply.header("x-ratelimit-limit"), reply.header("x-ratelimit-remaining"));
        clock(reply.header("date"), reply.served());
    }

    private void allowance(@Nullable String limit, @Nullable String remaining) {
        ok(
                "allowance",
                limit == null || remaining == null
                        ? "not told by the service"
                        : remaining + " of " + limit + " calls a minute left");
    }

    private void clock(@Nullable String date, @Nullable Instant served) {
        if (served == null) {
            note("clock", date == null ? "the service tells no date" : "the service's date cannot be read: " + date);
            return;
        }
        Duration skew = Duration.between(served, clock.instant());
        if (skew.abs().compareTo(SKEW) <= 0) {
            ok("clock", "agrees with the service");
        } else {
            note(
                    "clock",
                    skew.abs().toSeconds() + " s " + (skew.isNegative() ? "behind" : "ahead of")
                            + " the service. Relative times and tokens go by the service's clock; certificates do not");
        }
    }

    /** The service announces the end of something; it still works. */
    void deprecated(Deprecation deprecation) {
        note("deprecation", deprecation.message());
    }

    void ok(String check, String finding) {
        line(around.colours().green("ok  "), check, finding);
    }

    /** Something to know, which is not wrong. */
    void note(String check, String finding) {
        line(around.colours().yellow("note"), check, finding);
    }

    void bad(String check, String finding) {
        bad = true;
        line(around.colours().red("FAIL"), check, finding);
    }

    private void line(String word, String check, String finding) {
        String line = "%s  %-15s  %s%n".formatted(word, check, Complaint.line(finding));
        new PipeOutput(around.out()).page(out -> out.write(line.getBytes(StandardCharsets.UTF_8)));
    }
}
