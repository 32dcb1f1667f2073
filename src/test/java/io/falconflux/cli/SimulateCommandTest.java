package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.cli.CommandLineUnderTest.Run;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Falcon that misbehaves on purpose. */
class SimulateCommandTest {

    @Test
    void faultsAreTakenFromTheCommandLine() throws Exception {
        List<HttpResponse<String>> replies = replies(
                4, "--incidents", "5", "--fault", "503-empty#2", "--fault", "429=7@queries#3 deprecation=soon#4");

        assertEquals(
                List.of(401, 503, 429, 401),
                replies.stream().map(HttpResponse::statusCode).toList());
        assertEquals("", replies.get(1).body());
        assertEquals(
                "soon", replies.get(3).headers().firstValue("x-api-deprecation").orElse(""));
    }

    @Test
    void theAllowanceIsTakenFromTheCommandLine() throws Exception {
        List<HttpResponse<String>> replies = replies(1, "--incidents", "5", "--allowance", "100/10", "--fixed-window");

        assertEquals(
                "15", replies.get(0).headers().firstValue("x-ratelimit-limit").orElse(""), "that of bad tokens");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--fault boom | not a fault: boom: no effect is called boom",
                "--fault any | not a fault: any; write any%PERCENT or any@PATH%PERCENT",
                "--allowance many | --allowance must look like 600 or 100/10, and 'many' does not",
                "--connections 0 | connections is at least 1: 0"
            })
    void whatMakesNoSenseIsSaidInOneLine(String args, String line) {
        Run run = new CommandLineUnderTest().run(("simulate --incidents 1 " + args).split(" "));

        assertEquals(new Run(ExitCode.USAGE, "", "falconflux: " + line + "\n"), run);
    }

    @Test
    void theHelpTeachesFaultsByExample() {
        Run run = new CommandLineUnderTest().run("simulate", "--help");

        for (String words : List.of("--fault any%5", "token-life=2000", "shifted-page", "bad-token-pool", "retired")) {
            assertTrue(run.out().contains(words), words + " in " + run.out());
        }
    }

    /** Runs a Falcon, queries it once it says where it is, and ends it. */
    private static List<HttpResponse<String>> replies(int queries, String... args) throws Exception {
        List<String> line = new ArrayList<>(List.of("simulate"));
        line.addAll(List.of(args));
        CompletableFuture<List<HttpResponse<String>>> replies = new CompletableFuture<>();
        CompletableFuture<String> said = new CompletableFuture<>();
        new CommandLineUnderTest()
                .interrupts((stopping, work) -> {
                    said.thenApplyAsync(words -> query(words, queries))
                            .whenComplete((all, error) -> stopping.run())
                            .whenComplete((all, error) -> {
                                if (error == null) {
                                    replies.complete(all);
                                } else {
                                    replies.completeExceptionally(error);
                                }
                            });
                    return work.getAsInt();
                })
                .run(telling(said), new ByteArrayOutputStream(), line.toArray(String[]::new));
        return replies.get(30, TimeUnit.SECONDS);
    }

    private static OutputStream telling(CompletableFuture<String> said) {
        return new ByteArrayOutputStream() {
            @Override
            public void flush() {
                said.complete(toString(StandardCharsets.UTF_8));
            }
        };
    }

    private static List<HttpResponse<String>> query(String said, int queries) {
        Matcher url = Pattern.compile("FALCON_BASE_URL=(\\S+)").matcher(said);
        assertTrue(url.find(), said);
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url.group(1) + "/incidents/queries/incidents/v1"))
                .build();
        List<HttpResponse<String>> replies = new ArrayList<>();
        for (int i = 0; i < queries; i++) {
            replies.add(http.sendAsync(request, BodyHandlers.ofString()).join());
        }
        return replies;
    }
}
