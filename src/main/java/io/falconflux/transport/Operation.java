package io.falconflux.transport;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One operation of an OpenAPI document, as far as sending it goes. The generated API classes hold one constant for each.
 *
 * @param id the operationId
 * @param method the HTTP method
 * @param path the path below the base URL
 * @param scope the scope that the token needs; null if none
 * @param retirement when and in favour of what the vendor retired it; null if it is in service
 */
public record Operation(
        String id,
        String method,
        String path,
        @Nullable String scope,
        @Nullable Retirement retirement) {

    /** Checks the parts. */
    public Operation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
    }

    /**
     * Returns an operation in service.
     *
     * @param id the operationId
     * @param method the HTTP method
     * @param path the path below the base URL
     * @param scope the scope that the token needs; null if none
     */
    public static Operation of(String id, String method, String path, @Nullable String scope) {
        return new Operation(id, method, path, scope, null);
    }

    /**
     * Returns this operation, marked as retired in the vendor's commercial clouds.
     *
     * @param since the day
     * @param successors the collections that took over
     */
    public Operation retired(String since, String successors) {
        return new Operation(id, method, path, scope, new Retirement(since, successors));
    }

    /**
     * The end of an operation.
     *
     * @param since the day, as the document has it
     * @param successors the collections that took over
     */
    public record Retirement(String since, String successors) {}
}
