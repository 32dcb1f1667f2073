package io.falconflux.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.falconflux.error.ActionException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Whose journal it is. Tenant and action are there as hashes, which is enough to tell them from others: neither a client id nor
 * the text of a comment is in a journal.
 *
 * @param operation the operation's name in the document
 * @param tenant a hash of whose entities
 * @param action a hash of everything that is done
 * @param does what is done in a few words
 */
record JournalHead(String operation, String tenant, String action, String does) {

    static final String EVENT = "journal";

    private static final int VERSION = 1;

    static JournalHead of(ActionFacts facts) {
        return new JournalHead(facts.operation(), hash(facts.tenant()), hash(facts.action()), facts.summary());
    }

    ObjectNode event() {
        return JournalLine.event(0, EVENT)
                .put("version", VERSION)
                .put("operation", operation)
                .put("does", does)
                .put("action", action)
                .put("tenant", tenant);
    }

    /** Refuses the head of a journal that this program does not read; another version may write its lines in another way. */
    static void checkVersion(Path file, JsonNode head) {
        int version = head.path("version").asInt(VERSION);
        if (version != VERSION) {
            throw new ActionException(
                    "The journal " + file + " was written by another version of this program (journal version "
                            + version + ", this one reads " + VERSION + "): go on with that version",
                    null);
        }
    }

    /** Refuses the head of a journal that is not this one's. */
    void check(Path file, JsonNode head) {
        checkVersion(file, head);
        if (!head.path("operation").asText().equals(operation)
                || !head.path("action").asText().equals(action)) {
            throw new ActionException(
                    "The journal " + file + " belongs to another action ("
                            + head.path("does").asText() + ", and this one is " + does
                            + "; values may differ too): give the same options as then",
                    null);
        }
        if (!head.path("tenant").asText().equals(tenant)) {
            throw new ActionException(
                    "The journal " + file + " belongs to another tenant: base URL, client id and member CID must be the"
                            + " same as then",
                    null);
        }
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
