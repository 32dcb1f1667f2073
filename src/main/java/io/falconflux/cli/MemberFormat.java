package io.falconflux.cli;

import io.falconflux.json.RawRow;
import io.falconflux.member.MemberItem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How rows look that are of many members: each tells whose it is. */
final class MemberFormat {

    /** The name of the column, and of the property where a row does not tell by itself. */
    static final String NAME = "member_cid";

    /** The customer id, a tab, and the id of the row. */
    static final RowFormat<MemberItem<String>> ID_LINES = (id, out) -> {
        out.write((id.cid() + '\t').getBytes(StandardCharsets.UTF_8));
        Format.ID_LINES.row(id.item(), out);
    };

    private MemberFormat() {}

    /**
     * Writes a row as it came if its own {@code cid} is the member's, as it is in rows of the service. Only where it is not
     * does a property come before the row's own, which stay as they are, byte for byte.
     */
    static void rawLine(MemberItem<RawRow> row, OutputStream out) throws IOException {
        byte[] bytes = row.item().toByteArray();
        int first = firstProperty(bytes);
        if (first < 0 || Tree.text(bytes, "cid").toLowerCase(Locale.ROOT).startsWith(row.cid())) {
            out.write(bytes);
        } else {
            String added = "{\"" + NAME + "\":\"" + row.cid() + '"' + (bytes[first] == '}' ? "" : ",");
            out.write(added.getBytes(StandardCharsets.UTF_8));
            out.write(bytes, first, bytes.length - first);
        }
        out.write('\n');
    }

    /** Returns where the first property of an object begins, or the brace that closes it; -1 if it is no object. */
    private static int firstProperty(byte[] json) {
        if (json.length == 0 || json[0] != '{') {
            return -1;
        }
        int at = 1;
        while (at < json.length && json[at] <= ' ') {
            at++;
        }
        return at < json.length ? at : -1;
    }
}
