package io.falconflux.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.falconflux.incidents.Incident;
import io.falconflux.incidents.IncidentReader;
import io.falconflux.json.ElementCodec;
import io.falconflux.json.Envelope;
import io.falconflux.json.EnvelopeReader;
import io.falconflux.json.RawRow;
import io.falconflux.simulator.FalconSimulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A page of 500 incidents: typed records, raw rows and a tree, as ratios of one run; add {@code -prof gc} for allocation. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DecodeBenchmark {

    private static final JsonMapper TREE = new JsonMapper();
    private static final ElementCodec<Incident> TYPED = ElementCodec.of(IncidentReader::read);
    private static final ElementCodec<RawRow> RAW = ElementCodec.raw(List.of("incident_id", "start"));

    private byte[] page = {};

    /** Renders the page once. */
    @Setup
    public void render() {
        try (FalconSimulator falcon = FalconSimulator.builder().incidents(500).start()) {
            String rows = falcon.tenant().incidentIds("").stream()
                    .flatMap(id -> falcon.tenant().incident(id).stream())
                    .collect(Collectors.joining(","));
            page = ("{\"meta\":{},\"resources\":[" + rows + "]}").getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Generated readers. */
    @Benchmark
    public Envelope<Incident> typed() throws IOException {
        return EnvelopeReader.read(page, TYPED);
    }

    /** Byte ranges. */
    @Benchmark
    public Envelope<RawRow> raw() throws IOException {
        return EnvelopeReader.read(page, RAW);
    }

    /** Jackson's tree. */
    @Benchmark
    public JsonNode tree() throws IOException {
        return TREE.readTree(page);
    }
}
