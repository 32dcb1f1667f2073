package io.falconflux.regen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An operation of a document.
 *
 * @param path the path
 * @param verb the method as the document writes it
 * @param item the path item, which may hold parameters for all its operations
 * @param part the operation itself
 */
record Operation(String path, String verb, Part item, Part part) {

    String id() {
        return part.get("operationId").text();
    }

    /** Returns the id, or verb and path if there is none. */
    String label() {
        return id().isEmpty() ? verb.toUpperCase(Locale.ROOT) + " " + path : id();
    }

    /** Returns the parameters with their references followed. */
    List<Part> parameters(Document document) {
        List<Part> all = new ArrayList<>();
        part.get("parameters").items().forEach(one -> all.add(document.follow(one)));
        item.get("parameters").items().forEach(one -> all.add(document.follow(one)));
        return all;
    }

    /** Returns a query parameter; one that does not exist if there is none of the name. */
    Part query(Document document, String name) {
        return parameters(document).stream()
                .filter(one -> one.get("name").text().equals(name)
                        && one.get("in").text().equals("query"))
                .findFirst()
                .orElse(Part.NONE);
    }

    /** Returns the schema of the body as it is written, and for a vendor's older document that of its body parameter. */
    Part body(Document document) {
        Part request = document.follow(part.get("requestBody"));
        for (Part media : request.get("content").entries().values()) {
            return media.get("schema");
        }
        return parameters(document).stream()
                .filter(one -> one.get("in").text().equals("body"))
                .map(one -> one.get("schema"))
                .findFirst()
                .orElse(Part.NONE);
    }

    /** Returns the first reply that is a success. */
    Part success(Document document) {
        for (Map.Entry<String, Part> reply : part.get("responses").entries().entrySet()) {
            if (reply.getKey().startsWith("2")) {
                return document.follow(reply.getValue());
            }
        }
        return Part.NONE;
    }

    /** Returns the schema of a success as it is written. */
    Part reply(Document document) {
        Part success = success(document);
        for (Part media : success.get("content").entries().values()) {
            return media.get("schema");
        }
        return success.get("schema");
    }
}
