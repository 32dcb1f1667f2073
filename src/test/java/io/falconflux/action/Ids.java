package io.falconflux.action;

import java.util.List;
import java.util.stream.IntStream;

/** Ids of the model service. */
final class Ids {

    private Ids() {}

    static String id(int number) {
        return "inc:%032x:%032x".formatted(number / 7, number);
    }

    /** Ids that do not exist there. */
    static String ghost(int number) {
        return "inc:%032x:%032x".formatted(0xdead, number);
    }

    static List<String> of(int count) {
        return IntStream.range(0, count).mapToObj(Ids::id).toList();
    }
}
