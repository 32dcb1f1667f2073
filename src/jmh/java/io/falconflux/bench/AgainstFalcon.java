package io.falconflux.bench;

import io.falconflux.FalconClient;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A benchmark with a client of a Falcon that runs in a process of its own. */
@State(Scope.Benchmark)
public abstract class AgainstFalcon {

    private @Nullable FalconProcess server;

    /** The client. */
    protected @Nullable FalconClient falcon;

    /** Returns how many incidents there are. */
    protected abstract int rows();

    /** Returns what each reply takes longer, in milliseconds. */
    protected int latency() {
        return 0;
    }

    /** Starts both. */
    @Setup
    public void start() throws IOException {
        server = FalconProcess.start(rows(), latency());
        falcon = server.client();
    }

    /** Ends both. */
    @TearDown
    public void stop() {
        falcon.close();
        server.close();
    }
}
