package io.falconflux.simulator;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Settings of a simulator; every one has a default that suits a demo. */
public final class SimulatorBuilder {

    private int incidents = 25_000;
    private int behaviors = 25_000;
    private int crowdScores = 25_000;
    private long seed = 42;
    private int port;
    private int window = 10_000;
    private Duration tokenLifetime = Duration.ofSeconds(1_799);
    private long announcedLifetime = -1;
    private int tokenCalls;
    private Duration latency = Duration.ZERO;
    private String region = "us-1";
    private Set<String> scopes = Set.of("incidents:read", "incidents:write");
    private List<String> memberCids = List.of();
    private boolean shuffleEntities = true;
    private boolean shuffledTies;
    private int allowance = 6_000;
    private int tokenAllowance = 300;
    private Duration allowanceWindow = Duration.ofMinutes(1);
    private boolean rolling = true;
    private Clock clock = Clock.systemUTC();
    private Layout layout = Layout.spread(Duration.ofDays(180));
    private int defaultLimit = 100;
    private boolean recordRequests;
    private boolean compress;
    private int connections = Integer.MAX_VALUE;
    private Faults faults = Faults.none();
    private Consumer<RecordedRequest> listener = request -> {};

    SimulatorBuilder() {}

    /**
     * How many incidents there are at the start.
     *
     * @param count from 0 to a few million; 25,000 by default
     * @return this
     */
    public SimulatorBuilder incidents(int count) {
        incidents = atLeast(0, count, "incidents");
        return this;
    }

    /**
     * How many behaviors there are at the start.
     *
     * @param count from 0 to a few million; 25,000 by default
     * @return this
     */
    public SimulatorBuilder behaviors(int count) {
        behaviors = atLeast(0, count, "behaviors");
        return this;
    }

    /**
     * How many CrowdScores there are at the start.
     *
     * @param count from 0 to a few million; 25,000 by default
     * @return this
     */
    public SimulatorBuilder crowdScores(int count) {
        crowdScores = atLeast(0, count, "crowdScores");
        return this;
    }

    /**
     * What everything follows from: rows, credentials, trace ids, drawn faults.
     *
     * @param number the seed; 42 by default
     * @return this
     */
    public SimulatorBuilder seed(long number) {
        seed = number;
        return this;
    }

    /**
     * Where to listen, on loopback.
     *
     * @param number the port; 0, the default, takes a free one
     * @return this
     */
    public SimulatorBuilder port(int number) {
        port = atLeast(0, number, "port");
        return this;
    }

    /**
     * How far offset and limit reach together.
     *
     * @param rows the window; 10,000 by default
     * @return this
     */
    public SimulatorBuilder window(int rows) {
        window = atLeast(1, rows, "window");
        return this;
    }

    /**
     * How long a token is good for.
     *
     * @param time the lifetime; 1,799 seconds by default
     * @return this
     */
    public SimulatorBuilder tokenLifetime(Duration time) {
        tokenLifetime = Objects.requireNonNull(time, "time");
        return this;
    }

    /**
     * What {@code expires_in} says, where that is not the truth.
     *
     * @param seconds the seconds to announce
     * @return this
     */
    public SimulatorBuilder announcedLifetime(long seconds) {
        announcedLifetime = seconds;
        return this;
    }

    /**
     * Lets tokens die after some calls.
     *
     * @param calls how many calls a token is good for; 0, the default, for any number
     * @return this
     */
    public SimulatorBuilder tokenCalls(int calls) {
        tokenCalls = atLeast(0, calls, "tokenCalls");
        return this;
    }

    /**
     * Makes every reply take longer.
     *
     * @param time how much; nothing by default
     * @return this
     */
    public SimulatorBuilder latency(Duration time) {
        latency = Objects.requireNonNull(time, "time");
        return this;
    }

    /**
     * The region that every reply names in {@code X-Cs-Region}.
     *
     * @param name such as {@code us-2}; {@code us-1} by default
     * @return this
     */
    public SimulatorBuilder region(String name) {
        region = Objects.requireNonNull(name, "name");
        return this;
    }

    /**
     * What tokens may be used for.
     *
     * @param names of {@code incidents:read} and {@code incidents:write}; both by default
     * @return this
     */
    public SimulatorBuilder scopes(String... names) {
        scopes = Set.of(names);
        return this;
    }

    /**
     * The children that the credentials reach with {@code member_cid}. Each has as many rows as the parent, other ones.
     *
     * @param cids 32 hexadecimal digits each; none by default
     * @return this
     */
    public SimulatorBuilder memberCids(List<String> cids) {
        memberCids = List.copyOf(cids);
        return this;
    }

    /**
     * Whether entities come in another order than they were asked for.
     *
     * @param shuffled true by default
     * @return this
     */
    public SimulatorBuilder shuffleEntities(boolean shuffled) {
        shuffleEntities = shuffled;
        return this;
    }

    /**
     * Whether rows that are equal by the sort change places from request to request.
     *
     * @param shuffled false by default
     * @return this
     */
    public SimulatorBuilder shuffledTies(boolean shuffled) {
        shuffledTies = shuffled;
        return this;
    }

    /**
     * How many calls a customer may make within a window of time.
     *
     * @param calls 6,000 by default; 0 for any number
     * @return this
     */
    public SimulatorBuilder allowance(int calls) {
        allowance = atLeast(0, calls, "allowance");
        return this;
    }

    /**
     * How many calls the token endpoint takes within a window of time.
     *
     * @param calls 300 by default; 0 for any number
     * @return this
     */
    public SimulatorBuilder tokenAllowance(int calls) {
        tokenAllowance = atLeast(0, calls, "tokenAllowance");
        return this;
    }

    /**
     * How long the window of the allowances is.
     *
     * @param time a minute by default
     * @return this
     */
    public SimulatorBuilder allowanceWindow(Duration time) {
        allowanceWindow = Objects.requireNonNull(time, "time");
        return this;
    }

    /**
     * Whether the window of the allowances rolls on, or starts anew with the first call after its end.
     *
     * @param rolls true by default
     * @return this
     */
    public SimulatorBuilder rollingAllowance(boolean rolls) {
        rolling = rolls;
        return this;
    }

    /**
     * How many connections may be open at a time; more are closed at once.
     *
     * @param most any number by default
     * @return this
     */
    public SimulatorBuilder connections(int most) {
        connections = atLeast(1, most, "connections");
        return this;
    }

    /**
     * What the time is: for tokens, allowances, changes and the {@code Date} header.
     *
     * @param time the system's by default
     * @return this
     */
    public SimulatorBuilder clock(Clock time) {
        clock = Objects.requireNonNull(time, "time");
        return this;
    }

    /**
     * How the rows lie on their time key.
     *
     * @param rows spread over 180 days by default
     * @return this
     */
    public SimulatorBuilder layout(Layout rows) {
        layout = Objects.requireNonNull(rows, "rows");
        return this;
    }

    /**
     * What a query gets that names no limit.
     *
     * @param rows 100 by default
     * @return this
     */
    public SimulatorBuilder defaultLimit(int rows) {
        defaultLimit = atLeast(1, rows, "defaultLimit");
        return this;
    }

    /**
     * Whether {@link FalconSimulator#requests()} remembers every request.
     *
     * @param recorded false by default
     * @return this
     */
    public SimulatorBuilder recordRequests(boolean recorded) {
        recordRequests = recorded;
        return this;
    }

    /**
     * Whether replies are compressed for clients that accept it.
     *
     * @param compressed false by default
     * @return this
     */
    public SimulatorBuilder compress(boolean compressed) {
        compress = compressed;
        return this;
    }

    /**
     * What goes wrong.
     *
     * @param script nothing by default
     * @return this
     */
    public SimulatorBuilder faults(Faults script) {
        faults = Objects.requireNonNull(script, "script");
        return this;
    }

    /**
     * Is told of every request before it is answered, on the server's thread, so it must not block. A place to change the
     * tenant in the middle of somebody's scan.
     *
     * @param hook the listener; its requests have the status 0
     * @return this
     */
    public SimulatorBuilder onRequest(Consumer<RecordedRequest> hook) {
        listener = Objects.requireNonNull(hook, "hook");
        return this;
    }

    /**
     * Starts the server.
     *
     * @return a simulator that listens
     */
    public FalconSimulator start() {
        long announced = announcedLifetime < 0 ? tokenLifetime.toSeconds() : announcedLifetime;
        return new FalconSimulator(new Settings(
                incidents,
                behaviors,
                crowdScores,
                seed,
                port,
                window,
                tokenLifetime,
                announced,
                tokenCalls,
                latency,
                region,
                scopes,
                memberCids,
                shuffleEntities,
                shuffledTies,
                allowance,
                tokenAllowance,
                allowanceWindow,
                rolling,
                clock,
                layout,
                defaultLimit,
                recordRequests,
                compress,
                connections,
                faults,
                listener));
    }

    private static int atLeast(int least, int value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is at least " + least + ": " + value);
        }
        return value;
    }
}
