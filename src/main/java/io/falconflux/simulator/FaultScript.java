package io.falconflux.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the calls for each fault and decides which strike. */
final class FaultScript {

    private final Seed seed;
    private final List<Armed> armed = new CopyOnWriteArrayList<>();

    FaultScript(Seed seed, Faults faults) {
        this.seed = seed;
        add(faults);
    }

    void add(Faults faults) {
        for (Fault fault : faults.list()) {
            armed.add(new Armed(fault, new AtomicInteger()));
        }
    }

    void clear() {
        armed.clear();
    }

    Mischief draw(String path, byte[] body) {
        if (armed.isEmpty()) {
            return Mischief.NONE;
        }
        List<Fault> struck = new ArrayList<>();
        int place = 0;
        for (Armed each : armed) {
            place++;
            if (each.concerns(path, body)) {
                int call = each.calls.incrementAndGet();
                if (each.fault.when().strikes(call, seed.unit(call, place))) {
                    struck.add(each.fault);
                }
            }
        }
        return struck.isEmpty() ? Mischief.NONE : new Mischief(List.copyOf(struck));
    }

    private record Armed(Fault fault, AtomicInteger calls) {

        /** A named entity that is missing for n calls is missing for n calls that ask for it. */
        boolean concerns(String path, byte[] body) {
            if (!path.contains(fault.path())) {
                return false;
            }
            boolean named =
                    fault.effect() == Effect.MISSING && !fault.argument().isEmpty();
            return !named || new String(body, StandardCharsets.UTF_8).contains(fault.argument());
        }
    }
}
