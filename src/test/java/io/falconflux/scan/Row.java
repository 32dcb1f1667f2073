package io.falconflux.scan;

import java.time.Instant;

/**
 * A row of the model, whatever its collection calls the properties.
 *
 * @param id the id
 * @param start the first time
 * @param end the second time; null if the row lacks it
 * @param modified the time of the last change
 * @param score a number; null if the row lacks it
 * @param status digits as text; null if the row lacks it
 * @param state what the tests filter by; null if the row lacks it
 * @param name text; null if the row lacks it
 */
record Row(
        String id,
        Instant start,
        Instant end,
        Instant modified,
        Integer score,
        String status,
        String state,
        String name) {

    static Row of(String id, Instant start) {
        return new Row(id, start, start.plusSeconds(60), start, 10, "20", "open", null);
    }

    Row start(Instant value) {
        return new Row(id, value, end, modified, score, status, state, name);
    }

    Row end(Instant value) {
        return new Row(id, start, value, modified, score, status, state, name);
    }

    Row modified(Instant value) {
        return new Row(id, start, end, value, score, status, state, name);
    }

    Row score(Integer value) {
        return new Row(id, start, end, modified, value, status, state, name);
    }

    Row status(String value) {
        return new Row(id, start, end, modified, score, value, state, name);
    }

    Row state(String value) {
        return new Row(id, start, end, modified, score, status, value, name);
    }

    Row name(String value) {
        return new Row(id, start, end, modified, score, status, state, value);
    }
}
