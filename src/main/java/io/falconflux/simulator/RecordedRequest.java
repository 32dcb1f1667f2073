package io.falconflux.simulator;

import java.util.Map;

/**
 * A request as it arrived, and what became of it.
 *
 * @param number its place among all requests, from 1
 * @param method the HTTP method
 * @param path the path, undecoded
 * @param rawQuery what stood behind the question mark, undecoded; empty if there was none
 * @param query the parameters, decoded as a form is; of a repeated one the first
 * @param headers the headers, names in lower case; of a repeated one the first
 * @param body the body as UTF-8
 * @param status the status of the reply; 0 while there is none, and if a fault kept it from being sent
 */
public record RecordedRequest(
        long number,
        String method,
        String path,
        String rawQuery,
        Map<String, String> query,
        Map<String, String> headers,
        String body,
        int status) {

    RecordedRequest answered(int replied) {
        return new RecordedRequest(number, method, path, rawQuery, query, headers, body, replied);
    }

    /** Leaves out the body and the headers, which hold secrets. */
    @Override
    public String toString() {
        return number + " " + method + " " + path + (rawQuery.isEmpty() ? "" : "?" + rawQuery) + " -> " + status;
    }
}
