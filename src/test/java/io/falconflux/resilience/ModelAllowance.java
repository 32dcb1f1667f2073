package io.falconflux.resilience;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** A service with an allowance, as far as its rate headers go, and with another client of the same customer. */
final class ModelAllowance {

    /** How the allowance comes back. */
    enum Kind {
        /** A window that begins with the first call after the last one. */
        FIXED,
        /** A window that begins on the clock. */
        ALIGNED,
        /** Each call comes back on its own. */
        ROLLING,
        /** One call after another comes back, at a constant rate. */
        BUCKET
    }

    /** How a refusal tells when it ends. */
    enum Telling {
        SECOND_AFTER,
        SECOND_BEFORE,
        MILLIS,
        NOTHING,
        GARBAGE,
        PAST,
        FAR
    }

    private final Kind kind;
    private final int limit;
    private final double window;
    private final Telling telling;
    private final Random random;
    private final ArrayDeque<Double> rolling = new ArrayDeque<>();
    private double start = Double.NEGATIVE_INFINITY;
    private double tokens;
    private double filledAt;
    private int used;

    private double otherRate;
    private int otherBurst = 1;
    private double otherNext;
    private double skew;
    private boolean silent;
    int taken;
    int refused;
    int takenByOther;

    ModelAllowance(Kind kind, int limit, Duration window, Telling telling, Random random) {
        this.kind = kind;
        this.limit = limit;
        this.window = window.toMillis() / 1000.0;
        this.telling = telling;
        this.random = random;
        this.tokens = limit;
    }

    /** Lets another client ask for a share of the allowance, in bursts. */
    ModelAllowance shared(double share, int burst) {
        otherRate = share * limit / window / burst;
        otherBurst = burst;
        return this;
    }

    /** Puts the service's clock ahead. */
    ModelAllowance ahead(Duration time) {
        skew = time.toSeconds();
        return this;
    }

    /** Leaves all rate headers out. */
    ModelAllowance silent() {
        silent = true;
        return this;
    }

    /** What one client could have had within a time. */
    double capacity(double seconds) {
        return limit * seconds / window;
    }

    /** Answers a call; the status is under the name {@code status}. */
    Map<String, String> call(double now) {
        others(now);
        boolean ok = take(now);
        Map<String, String> headers = new HashMap<>();
        headers.put("status", ok ? "200" : "429");
        headers.put("date", date(now + skew));
        if (!silent) {
            headers.put("x-ratelimit-limit", "" + limit);
            headers.put("x-ratelimit-remaining", "" + (limit - used));
        }
        if (ok) {
            taken++;
        } else {
            refused++;
            tell(headers, back(now) + skew);
        }
        return headers;
    }

    private void tell(Map<String, String> headers, double moment) {
        String text = switch (telling) {
            case SECOND_AFTER -> "" + ((long) moment + 1);
            case SECOND_BEFORE -> "" + (long) moment;
            case MILLIS -> "" + (long) (moment * 1000);
            case GARBAGE -> "soon";
            case PAST -> "" + ((long) moment - 7200);
            case FAR -> "" + ((long) moment + 1_000_000);
            case NOTHING -> "";
        };
        if (!text.isEmpty()) {
            headers.put("x-ratelimit-retryafter", text);
        }
    }

    private static String date(double seconds) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.ofEpochSecond((long) Math.floor(seconds)).atOffset(ZoneOffset.UTC));
    }

    private void others(double now) {
        if (otherRate == 0) {
            return;
        }
        if (otherNext == 0) {
            otherNext = now + pause();
        }
        for (; otherNext <= now; otherNext += pause()) {
            for (int i = 0; i < otherBurst; i++) {
                takenByOther += take(otherNext) ? 1 : 0;
            }
        }
    }

    private double pause() {
        return -Math.log(1 - random.nextDouble()) / otherRate;
    }

    private boolean take(double now) {
        roll(now);
        if (used >= limit) {
            return false;
        }
        used++;
        tokens--;
        rolling.add(now);
        return true;
    }

    private void roll(double now) {
        switch (kind) {
            case FIXED -> renew(now - start >= window, now);
            case ALIGNED -> renew(now - start >= window, Math.floor(now / window) * window);
            case ROLLING -> {
                while (!rolling.isEmpty() && now - rolling.peek() >= window) {
                    rolling.poll();
                }
                used = rolling.size();
            }
            case BUCKET -> {
                tokens = filledAt == 0 ? tokens : Math.min(limit, tokens + (now - filledAt) * limit / window);
                filledAt = now;
                used = limit - (int) tokens;
            }
        }
    }

    private void renew(boolean over, double from) {
        if (over) {
            start = from;
            used = 0;
        }
    }

    private double back(double now) {
        return switch (kind) {
            case FIXED, ALIGNED -> start + window;
            case ROLLING -> rolling.element() + window;
            case BUCKET -> now + (1 - tokens) * window / limit;
        };
    }
}
