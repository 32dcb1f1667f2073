package io.falconflux.bench;

import io.falconflux.ClientOptions;
import io.falconflux.FalconClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An embedded Falcon in a process of its own, so that what it needs is not counted as the client's.
 *
 * @param process the process
 * @param said how to reach it
 */
record FalconProcess(Process process, Map<String, String> said) implements AutoCloseable {

    /** Starts one with a number of incidents, whose replies take some milliseconds longer, and waits until it can be reached. */
    static FalconProcess start(int incidents, int latency) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.falconflux.cli.Main",
                        "simulate",
                        "--allowance=1000000/1",
                        "--incidents=" + incidents,
                        "--latency=" + latency))
                .redirectErrorStream(true)
                .start();
        Map<String, String> said = new HashMap<>();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        while (said.size() < 3) {
            String line = Objects.requireNonNull(lines.readLine(), "the server said nothing");
            if (line.startsWith("export ")) {
                String[] pair = line.substring(7).split("=", 2);
                said.put(pair[0], pair[1].replace("'", "").replace("\"", ""));
            }
        }
        return new FalconProcess(process, said);
    }

    /** Returns a client of it. */
    FalconClient client() {
        return FalconClient.create(ClientOptions.builder()
                .baseUrl(URI.create(said.get("FALCON_BASE_URL")))
                .credentials(said.get("FALCON_CLIENT_ID"), said.get("FALCON_CLIENT_SECRET"))
                .build());
    }

    @Override
    public void close() {
        process.destroy();
    }

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return "FalconProcess[" + process.pid() + "]";
    }
}
