package io.falconflux.transport;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of deprecations: once for each operation, and once for the same words. */
final class Deprecations {

    private static final Logger LOG = LoggerFactory.getLogger(Deprecation.class);
    private static final String PREFIX = "x-api-deprecat";

    private final Consumer<Deprecation> listener;
    private final Set<String> operations = ConcurrentHashMap.newKeySet();
    private final Set<Map<String, String>> words = ConcurrentHashMap.newKeySet();

    Deprecations(Consumer<Deprecation> listener) {
        this.listener = listener;
    }

    /** What is done with them unless somebody listens. */
    static void log(Deprecation deprecation) {
        LOG.warn("{}", deprecation.message());
    }

    void look(ApiCall call, Map<String, String> headers) {
        if (headers.keySet().stream().noneMatch(name -> name.startsWith(PREFIX))) {
            return;
        }
        Map<String, String> own = new TreeMap<>(headers);
        own.keySet().removeIf(name -> !name.startsWith(PREFIX));
        String operation = call.operation().id();
        if (operations.add(operation) && words.add(own)) {
            tell(new Deprecation(operation, own));
        }
    }

    private void tell(Deprecation deprecation) {
        try {
            listener.accept(deprecation);
        } catch (RuntimeException e) {
            LOG.warn("The listener for deprecations failed", e);
        }
    }
}
