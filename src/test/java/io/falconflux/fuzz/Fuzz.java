package io.falconflux.fuzz;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Feeds a parser with damaged input. The seeds are the files of a corpus, which is checked in: what real services and files look
 * like, and every input that once broke something. A parser may refuse an input with an exception of its own, which its test
 * catches; it must not throw anything else, must not hang, and must not take memory out of proportion.
 */
public final class Fuzz {

    /** Rounds in the gate: some seconds, and the same ones at each run. */
    public static final int SHORT = 3_000;

    /** Rounds of the long runs: some minutes, and others at each run. */
    public static final int LONG = 200_000;

    private static final Duration NO_HANG = Duration.ofMinutes(10);

    /** What an input may cost beyond its own length: tables and buffers that are made once. */
    private static final long MOST_MEMORY = 48L << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Fuzz() {}

    /** A parser under test. */
    @FunctionalInterface
    public interface Target {
        /** Parses; throws nothing if it works and if the input is refused as it should be. */
        void eat(byte[] input) throws Exception;
    }

    /**
     * Runs a parser on the files of a corpus, and on damaged ones.
     *
     * @param corpus the name of the corpus, a folder below {@code corpus} among the test's resources
     * @param rounds how many damaged inputs
     * @param target the parser
     */
    public static void run(String corpus, int rounds, Target target) {
        List<byte[]> seeds = seeds(corpus);
        assertTimeoutPreemptively(NO_HANG, () -> {
            for (byte[] seed : seeds) {
                feed(target, seed, "a seed");
            }
            long first = Long.getLong("fuzz.seed", rounds > SHORT ? System.nanoTime() : 1);
            for (int round = 0; round < rounds; round++) {
                SplittableRandom random = new SplittableRandom(first + round);
                byte[] seed = seeds.get(random.nextInt(seeds.size()));
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                feed(target, new Mutator(random).mutate(seed, other), "fuzz.seed=" + (first + round));
            }
        });
    }

    /** Returns the files of a corpus. */
    public static List<byte[]> seeds(String corpus) {
        URL folder = Objects.requireNonNull(Fuzz.class.getResource("/corpus/" + corpus), () -> "no corpus " + corpus);
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            List<byte[]> all = files.sorted().map(Fuzz::bytes).toList();
            assertTrue(all.size() > 2, "a corpus of " + all.size());
            return all;
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void feed(Target target, byte[] input, String origin) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            target.eat(input);
        } catch (Throwable e) { // also what no parser should throw
            fail(e.getClass().getName() + " at " + origin + ": " + e.getMessage() + "\n" + shown(input), e);
        }
        long cost = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(cost < MOST_MEMORY, () -> cost + " bytes at " + origin + "\n" + shown(input));
    }

    private static String shown(byte[] input) {
        int most = Math.min(input.length, 4_000);
        return input.length + " bytes: " + new String(input, 0, most, StandardCharsets.UTF_8) + "\nbase64 "
                + Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(input, most));
    }
}
