package io.falconflux.cli;

import io.falconflux.error.FalconException;
import io.falconflux.error.NoReplyException;
import io.falconflux.error.RefusedException;
import io.falconflux.error.RetiredException;
import io.falconflux.incidents.IncidentsApi;
import io.falconflux.json.Paging;
import io.falconflux.oauth2.Oauth2Api;
import io.falconflux.transport.ApiReply;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What the doctor finds, one line a check as it goes. */
final class Findings {

    private static final Duration SKEW = Duration.ofSeconds(60);

    private final Surroundings around;
    private final Clock clock;
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

    /** A collection answered. */
    void read(Kind kind, ApiReply<?> reply, long millis) {
        issued();
        Paging paging = reply.meta().pagination();
        ok(kind.word(), (paging == null ? "readable" : paging.total() + " rows") + ", " + millis + " ms");
    }

    /** A collection did not answer as it should. */
    void failed(Kind kind, FalconException error) {
        String line = Complaint.of(error).line();
        if (Oauth2Api.OAUTH2_ACCESS_TOKEN.id().equals(error.operation())) {
            hopeless = true;
            bad("token", line);
            return;
        }
        hopeless = error instanceof NoReplyException;
        if (!hopeless) {
            issued();
        }
        bad(kind.word(), error instanceof RetiredException ? "retired: " + line : line);
        if (error instanceof RefusedException refused && refused.status() == 403) {
            bad("scope", IncidentsApi.QUERY_INCIDENTS.scope() + " is missing");
            hopeless = true;
        }
    }

    private void issued() {
        if (!token) {
            token = true;
            ok("token", "issued");
        }
    }

    /** What the headers of a reply tell. */
    void headers(ApiReply<?> reply) {
        String region = reply.header("x-cs-region");
        ok("region", region == null ? "not named by the service" : region);
        String limit = reply.header("x-ratelimit-limit");
        String remaining = reply.header("x-ratelimit-remaining");
        ok(
                "allowance",
                limit == null || remaining == null
                        ? "not told by the service"
                        : remaining + " of " + limit + " calls a minute left");
        clock(reply.header("date"));
    }

    private void clock(@Nullable String date) {
        try {
            if (date != null) {
                Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                skew(Duration.between(theirs, clock.instant()));
            }
        } catch (DateTimeException e) {
            bad("clock", "the service's date cannot be read: " + Complaint.line(date == null ? "" : date));
        }
    }

    private void skew(Duration skew) {
        if (skew.abs().compareTo(SKEW) <= 0) {
            ok("clock", "agrees with the service");
        } else {
            bad(
                    "clock",
                    skew.abs().toSeconds() + " s " + (skew.isNegative() ? "behind" : "ahead of")
                            + " the service: set it right, or --since and tokens go wrong");
        }
    }

    void ok(String check, String finding) {
        line("ok  ", check, finding);
    }

    private void bad(String check, String finding) {
        bad = true;
        line("FAIL", check, finding);
    }

    private void line(String word, String check, String finding) {
        String line = "%s  %-12s %s%n".formatted(word, check, Complaint.line(finding));
        new PipeOutput(around.out()).page(out -> out.write(line.getBytes(StandardCharsets.UTF_8)));
    }
}
