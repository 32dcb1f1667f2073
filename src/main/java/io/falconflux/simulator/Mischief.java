package io.falconflux.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The faults that strike one call. */
record Mischief(List<Fault> faults) {

    static final Mischief NONE = new Mischief(List.of());

    boolean has(Effect effect) {
        return first(effect) != null;
    }

    /** The first fault of a kind, or null. */
    @Nullable
    Fault first(Effect effect) {
        for (Fault fault : faults) {
            if (fault.effect() == effect) {
                return fault;
            }
        }
        return null;
    }

    /** The fault that replaces the reply, or null. */
    @Nullable
    Fault instead() {
        for (Fault fault : faults) {
            if (fault.effect().instead()) {
                return fault;
            }
        }
        return null;
    }

    /** Whether nothing of a reply is ever sent. */
    boolean silent() {
        return has(Effect.RESET) || has(Effect.RESET_AFTER) || has(Effect.STALL);
    }

    /** The number that a fault of a kind has for an argument, or 0. */
    int number(Effect effect) {
        return number(effect, 0);
    }

    /** The same, where a fault of this kind need not have an argument. */
    int number(Effect effect, int without) {
        Fault fault = first(effect);
        if (fault == null) {
            return 0;
        }
        return fault.argument().isEmpty() ? without : Integer.parseInt(fault.argument());
    }

    /** Whether an id is to be left out of a reply to a call for these. */
    boolean hides(String id, List<String> asked) {
        for (Fault fault : faults) {
            if (fault.effect() == Effect.MISSING) {
                String hidden = fault.argument().isEmpty() ? asked.get(asked.size() - 1) : fault.argument();
                if (hidden.equals(id)) {
                    return true;
                }
            }
        }
        return false;
    }
}
