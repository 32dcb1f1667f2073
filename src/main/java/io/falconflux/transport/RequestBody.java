package io.falconflux.transport;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.falconflux.error.QueryException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The encoded body of a request. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RequestBody(String contentType, byte[] bytes) {

    private static final ObjectWriter JSON = JsonMapper.builder()
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
            .build()
            .writer();

    /** Returns the body; null if the call has none. */
    static @Nullable RequestBody of(ApiCall call) {
        if (!call.form().isEmpty()) {
            String form = PercentEncoder.encode(call.form());
            return new RequestBody("application/x-www-form-urlencoded", form.getBytes(StandardCharsets.US_ASCII));
        }
        Object body = call.body();
        if (body == null) {
            // the gateway demands a content type of everything that is no GET, with or without a body
            return call.operation().method().equals("GET") ? null : new RequestBody("application/json", new byte[0]);
        }
        try {
            return new RequestBody("application/json", JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new QueryException(
                    call.operation().id() + ": the body cannot be written as JSON: " + e.getOriginalMessage());
        }
    }
}
