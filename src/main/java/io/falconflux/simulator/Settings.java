package io.falconflux.simulator;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Everything that a simulator was started with; {@link SimulatorBuilder} documents each. */
record Settings(
        int incidents,
        int behaviors,
        int crowdScores,
        long seed,
        int port,
        int window,
        Duration tokenLifetime,
        long announcedLifetime,
        int tokenCalls,
        Duration latency,
        String region,
        Set<String> scopes,
        List<String> memberCids,
        boolean shuffleEntities,
        boolean shuffledTies,
        int allowance,
        int tokenAllowance,
        Duration allowanceWindow,
        boolean rolling,
        Clock clock,
        Layout layout,
        int defaultLimit,
        boolean recordRequests,
        boolean compress,
        int connections,
        Faults faults,
        Consumer<RecordedRequest> listener) {}
