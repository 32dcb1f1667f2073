package io.falconflux;

import io.falconflux.incidents.Incident;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** What the recipes of the README take for granted: a client, ids, a place to put rows. */
@SuppressWarnings("checkstyle") // names are those of the recipes
public abstract class ReadmeKitchen {

    /** Where rows go. */
    protected final Sink sink = new Sink();

    /** The client. */
    protected FalconClient falcon;

    /** Ids of incidents. */
    protected List<String> ids;

    /** The children of the customer. */
    protected List<String> cids;

    /** A password from elsewhere. */
    protected String password = "swordfish";

    private Path directory;

    final void prepare(
            FalconClient client, Path files, Map<String, String> environment, List<String> incidents, String child) {
        falcon = client;
        directory = files;
        ids = incidents;
        cids = List.of(child);
        System.environment = environment;
    }

    /** Runs the recipe. */
    public abstract void run() throws Exception;

    /** Stands for {@code Path.of}. */
    protected final Path path(String name) {
        return directory.resolve(name);
    }

    /** Takes rows. */
    protected static final class Sink {

        private final List<Incident> rows = new ArrayList<>();

        /** Writes rows and completes when they are safe. */
        public Mono<Void> write(List<Incident> some) {
            return Mono.fromRunnable(() -> rows.addAll(some));
        }
    }

    /** Stands for the class of that name: another environment, and nothing printed. */
    protected static final class System {

        /** What is printed. */
        public static final PrintStream out =
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);

        /** What is printed about errors. */
        public static final PrintStream err = out;

        private static Map<String, String> environment = Map.of();

        private System() {}

        /** Returns a variable. */
        public static String getenv(String name) {
            return environment.get(name);
        }

        /** Returns the variables. */
        public static Map<String, String> getenv() {
            return environment;
        }
    }
}
