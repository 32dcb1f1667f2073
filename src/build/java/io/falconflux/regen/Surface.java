package io.falconflux.regen;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything of one document that code can rely on: what was generated, and the facts that steer the engine. */
final class Surface {

    private final Map<String, Thing> things = new LinkedHashMap<>();

    /** Reads lines; those that are empty or begin with {@code #} are passed over. */
    static Surface read(Collection<String> lines) {
        Surface surface = new Surface();
        lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Thing::read)
                .forEach(surface::add);
        return surface;
    }

    void add(Thing thing) {
        things.put(thing.key(), thing);
    }

    /** Returns all in their order. */
    List<Thing> all() {
        return List.copyOf(things.values());
    }

    Optional<Thing> find(Thing thing) {
        return Optional.ofNullable(things.get(thing.key()));
    }

    /** Returns the operation, model or enum of a name. */
    Optional<Thing> owner(String name) {
        return things.values().stream()
                .filter(one -> one.isOwner() && one.name().equals(name))
                .findFirst();
    }

    /** Returns the parameters of an operation in the order in which a method takes them. */
    List<Thing> parameters(String operation) {
        return things.values().stream()
                .filter(one -> one.kind().equals("parameter") && one.owner().equals(operation))
                .toList();
    }

    /** Returns the models that callers send, in whole or as a part. */
    Set<String> sent() {
        Set<String> sent = new HashSet<>();
        for (Thing thing : things.values()) {
            if (thing.kind().equals("parameter") && thing.word(0).equals("body")) {
                send(thing.word(1), sent);
            }
        }
        return sent;
    }

    private void send(String type, Set<String> sent) {
        String model = type.replaceAll("^.*[<,]|>.*$", "");
        if (sent.add(model)) {
            things.values().stream()
                    .filter(one -> one.kind().equals("property") && one.owner().equals(model))
                    .forEach(one -> send(one.word(0), sent));
        }
    }

    /** Returns the lines for a file. */
    String text() {
        return things.values().stream().map(Thing::toString).collect(Collectors.joining("\n", "", "\n"));
    }
}
