package io.falconflux.simulator;

import java.util.function.Consumer;

/** Writes the envelope that every reply of the platform comes in: meta, resources, errors. */
final class Envelope {

    static final String INCIDENTS = "incident-api";
    static final String GATEWAY = "crowdstrike-api-gateway";
    static final String ACCOUNTS = "csam";

    private Envelope() {}

    /** Opens the envelope and writes meta. */
    static JsonBytes open(Call call, String poweredBy, int capacity) {
        return open(call, poweredBy, capacity, meta -> {});
    }

    /** Opens the envelope and writes meta, with more of it if wanted. */
    static JsonBytes open(Call call, String poweredBy, int capacity, Consumer<JsonBytes> moreOfMeta) {
        JsonBytes out = new JsonBytes(capacity).open('{').key("meta").open('{');
        out.key("query_time").literal(call.queryTime());
        moreOfMeta.accept(out);
        return out.text("powered_by", poweredBy)
                .text("trace_id", call.traceId())
                .close('}');
    }

    /** An error of the service itself, with empty resources beside it. */
    static Reply refused(Call call, int status, String message) {
        JsonBytes out = open(call, INCIDENTS, 512).key("resources").open('[').close(']');
        return Reply.json(status, errors(out, status, message).close('}'));
    }

    /** An error of what stands before the service, without resources. */
    static Reply refused(Call call, String poweredBy, int status, String message) {
        JsonBytes out = open(call, poweredBy, 512);
        return Reply.json(status, errors(out, status, message).close('}'));
    }

    /** A reply that is meta alone. */
    static Reply metaOnly(Call call, String poweredBy, int status) {
        JsonBytes out = open(call, poweredBy, 256);
        return Reply.json(status, out.close('}'));
    }

    static JsonBytes errors(JsonBytes out, int code, String message) {
        out.key("errors").open('[').open('{').number("code", code).text("message", message);
        return out.close('}').close(']');
    }

    /** The errors of a reply that is a success: none, unless a fault wants one. */
    static JsonBytes errors(JsonBytes out, Mischief mischief) {
        return mischief.has(Effect.ERRORS)
                ? errors(out, 500, "Internal error: some of the resources could not be read")
                : out.key("errors").open('[').close(']');
    }
}
