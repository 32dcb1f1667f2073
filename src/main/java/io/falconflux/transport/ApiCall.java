package io.falconflux.transport;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call, immutable: an operation with its parameters. Query and body may stand together, and whether the call may be
 * repeated is decided per call. Its {@code toString} names the operation and no value, since values may be secrets.
 */
public final class ApiCall {

    private final Operation operation;
    private final @Nullable Cloud cloud;
    private final List<Parameter> query;
    private final List<Parameter> headers;
    private final List<Parameter> form;
    private final List<String> hidden;
    private final @Nullable Object body;
    private final boolean replayable;
    private final CallContext context;

    private ApiCall(Builder b) {
        operation = b.operation;
        cloud = b.cloud;
        query = List.copyOf(b.query);
        headers = List.copyOf(b.headers);
        form = List.copyOf(b.form);
        hidden = List.copyOf(b.hidden);
        body = b.body;
        replayable = b.replayable;
        context = b.context;
    }

    /**
     * Starts a call.
     *
     * @param operation what to call
     */
    public static Builder to(Operation operation) {
        return new Builder(operation);
    }

    /** Returns what is called. */
    public Operation operation() {
        return operation;
    }

    /** Returns where the call goes; null for the base URL of the options. */
    public @Nullable Cloud cloud() {
        return cloud;
    }

    /** Returns the query parameters, not yet encoded. */
    public List<Parameter> query() {
        return query;
    }

    /** Returns the headers of this call. */
    public List<Parameter> headers() {
        return headers;
    }

    /** Returns the fields of a form body; empty if the body is no form. */
    public List<Parameter> form() {
        return form;
    }

    /** Returns what is taken out of every text about this call, besides what it sends that is secret. */
    List<String> hidden() {
        return hidden;
    }

    /** Returns the JSON body, still a value; null if there is none. */
    public @Nullable Object body() {
        return body;
    }

    /** Returns whether sending the call twice does no more than sending it once. */
    public boolean replayable() {
        return replayable;
    }

    /** Returns what the caller attached to the call. */
    public CallContext context() {
        return context;
    }

    /**
     * Returns this call with another context.
     *
     * @param other the context
     */
    public ApiCall in(CallContext other) {
        return mutate().context(other).build();
    }

    /** Returns a builder that holds everything of this call. */
    public Builder mutate() {
        return new Builder(this);
    }

    /**
     * Returns the call as it would be sent, in one line: method, path with query, and body. For people who want to see it
     * before it goes out; headers, of which one will be a token, are left out.
     *
     * @throws io.falconflux.error.QueryException if the body cannot be written as JSON
     */
    public String preview() {
        RequestBody encoded = RequestBody.of(this);
        String parameters = PercentEncoder.encode(query);
        return operation.method() + " " + operation.path() + (parameters.isEmpty() ? "" : "?" + parameters)
                + (encoded == null ? "" : " " + new String(encoded.bytes(), StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return operation.id() + " " + operation.method() + " " + operation.path();
    }

    /**
     * A name and its value.
     *
     * @param name the name on the wire
     * @param value the value, not encoded
     */
    public record Parameter(String name, String value) {

        @Override
        public String toString() {
            return name + "=***";
        }
    }

    /** Builds a call; a null value leaves its parameter out. */
    public static final class Builder {

        private final Operation operation;
        private @Nullable Cloud cloud;
        private final List<Parameter> query = new ArrayList<>(4);
        private final List<Parameter> headers = new ArrayList<>(1);
        private final List<Parameter> form = new ArrayList<>(0);
        private final List<String> hidden = new ArrayList<>(0);
        private @Nullable Object body;
        private boolean replayable = true;
        private CallContext context = CallContext.NONE;

        private Builder(Operation operation) {
            this.operation = Objects.requireNonNull(operation, "operation");
        }

        private Builder(ApiCall call) {
            this(call.operation);
            cloud = call.cloud;
            query.addAll(call.query);
            headers.addAll(call.headers);
            form.addAll(call.form);
            hidden.addAll(call.hidden);
            body = call.body;
            replayable = call.replayable;
            context = call.context;
        }

        /**
         * Sends the call to a cloud instead of the base URL of the options.
         *
         * @param where the cloud; null for the base URL
         */
        public Builder cloud(@Nullable Cloud where) {
            cloud = where;
            return this;
        }

        /**
         * Adds a query parameter.
         *
         * @param name the name on the wire
         * @param value the value; null leaves it out
         */
        public Builder query(String name, @Nullable Object value) {
            return add(query, name, value);
        }

        /**
         * Adds a header.
         *
         * @param name the name
         * @param value the value; null leaves it out
         */
        public Builder header(String name, @Nullable Object value) {
            return add(headers, name, value);
        }

        /**
         * Adds a field of a form body.
         *
         * @param name the name on the wire
         * @param value the value; null leaves it out
         */
        public Builder form(String name, @Nullable Object value) {
            return add(form, name, value);
        }

        /**
         * Takes secrets out of every text about the call and its reply: a service may repeat what it was told by an earlier one.
         *
         * @param secrets the secrets
         */
        public Builder hide(List<String> secrets) {
            hidden.addAll(secrets);
            return this;
        }

        /**
         * Sets the JSON body.
         *
         * @param value what Jackson Databind will write; null for none
         */
        public Builder body(@Nullable Object value) {
            body = value;
            return this;
        }

        /**
         * Sets whether the call may be repeated; true unless set.
         *
         * @param value whether sending it twice does no more than sending it once
         */
        public Builder replayable(boolean value) {
            replayable = value;
            return this;
        }

        private Builder context(CallContext value) {
            context = Objects.requireNonNull(value, "context");
            return this;
        }

        private Builder add(List<Parameter> to, String name, @Nullable Object value) {
            if (value instanceof Iterable<?> many) {
                many.forEach(one -> to.add(new Parameter(name, String.valueOf(one))));
            } else if (value != null) {
                to.add(new Parameter(name, value.toString()));
            }
            return this;
        }

        /** Returns the call. */
        public ApiCall build() {
            return new ApiCall(this);
        }
    }
}
