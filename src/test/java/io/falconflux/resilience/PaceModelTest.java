package io.falconflux.resilience;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.resilience.ModelAllowance.Kind;
import io.falconflux.resilience.ModelAllowance.Telling;
import java.time.Duration;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The pace against services that count in different ways, for many seeds: how much of the allowance is used, and what part
 * of the calls is refused. Connections, latency and the service's clock are drawn.
 */
class PaceModelTest {

    private static final int SEEDS = 10;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @ParameterizedTest
    @EnumSource
    void nearlyAllOf600CallsAMinuteIsUsedAndNextToNothingRefused(Kind kind) {
        many(kind, 600, MINUTE, Telling.SECOND_AFTER, 300, alone -> alone, 0.97, 0.002);
        many(kind, 600, MINUTE, Telling.MILLIS, 300, alone -> alone, 0.97, 0.002);
    }

    @ParameterizedTest
    @EnumSource
    void theSecondMayBeRoundedDown(Kind kind) {
        many(kind, 600, MINUTE, Telling.SECOND_BEFORE, 300, alone -> alone, 0.97, 0.003);
    }

    @ParameterizedTest
    @CsvSource({"NOTHING", "GARBAGE", "PAST", "FAR"})
    void aServiceThatDoesNotSayWhenIsLearnt(Telling telling) {
        for (Kind kind : Kind.values()) {
            many(kind, 600, MINUTE, telling, 300, alone -> alone, 0.95, 0.01);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theWindowNeedNotBeAMinute(Kind kind) {
        many(kind, 100, Duration.ofSeconds(10), Telling.SECOND_AFTER, 100, alone -> alone, 0.95, 0.006);
        many(kind, 1500, Duration.ofMinutes(5), Telling.SECOND_AFTER, 900, alone -> alone, 0.95, 0.006);
    }

    @ParameterizedTest
    @EnumSource
    void aSecondClientThatEatsHalfCausesFewRefusals(Kind kind) {
        many(kind, 600, MINUTE, Telling.SECOND_AFTER, 300, shared -> shared.shared(0.5, 1), 0.95, 0.01);
        many(kind, 600, MINUTE, Telling.SECOND_AFTER, 300, shared -> shared.shared(0.5, 20), 0.95, 0.015);
        many(kind, 600, MINUTE, Telling.NOTHING, 300, shared -> shared.shared(0.5, 1), 0.8, 0.02);
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatLeavesLittleIsLivedWith(Kind kind) {
        many(kind, 600, MINUTE, Telling.SECOND_AFTER, 300, shared -> shared.shared(0.95, 1), 0, 0.05);
    }

    @ParameterizedTest
    @EnumSource
    void aTinyAllowanceIsUsedWithoutAStreamOfRefusals(Kind kind) {
        many(kind, 12, Duration.ofSeconds(3), Telling.SECOND_AFTER, 120, alone -> alone, 0.7, 0.1);
        many(kind, 5, Duration.ofMinutes(1), Telling.SECOND_AFTER, 1200, alone -> alone, 0.7, 0.25);
    }

    @ParameterizedTest
    @EnumSource
    void withoutAnyHeadersCallsGoOnAndRefusalsAreFew(Kind kind) {
        many(kind, 600, MINUTE, Telling.NOTHING, 300, ModelAllowance::silent, 0.5, 0.3);
    }

    private static void many(
            Kind kind,
            int limit,
            Duration window,
            Telling telling,
            double seconds,
            UnaryOperator<ModelAllowance> change,
            double leastUse,
            double mostRefused) {
        double use = 0;
        double refused = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Duration ahead = Duration.ofSeconds(random.nextInt(7200) - 3600);
            ModelAllowance service =
                    change.apply(new ModelAllowance(kind, limit, window, telling, random).ahead(ahead));
            int permits = 1 + random.nextInt(16);
            double latency = 0.005 + random.nextDouble() * 0.05;
            new PaceRun(service, permits, latency, random).run(seconds);
            use += service.taken / (service.capacity(seconds) - service.takenByOther) / SEEDS;
            refused += (double) service.refused / (service.taken + service.refused) / SEEDS;
        }
        String result =
                String.format("%s %d in %s, %s: used %.3f, refused %.4f", kind, limit, window, telling, use, refused);
        assertTrue(use >= leastUse && refused < mostRefused, result);
    }
}
