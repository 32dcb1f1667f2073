package io.falconflux.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.falconflux.json.RawRow;
import io.falconflux.member.MemberItem;
import java.io.IOException;
import java.io.OutputStream;

/** A form of rows that looks at their parts. */
abstract class TreeFormat implements RowFormat<RawRow> {

    /**
     * Writes one row and the end of its line.
     *
     * @param row the row
     * @param out where to
     * @throws IOException if writing fails
     */
    abstract void tree(JsonNode row, OutputStream out) throws IOException;

    @Override
    public final void row(RawRow row, OutputStream out) throws IOException {
        tree(Tree.of(row), out);
    }

    /** Returns the same for rows of many members, in which the member is a field like others. */
    final RowFormat<MemberItem<RawRow>> ofMembers() {
        TreeFormat each = this;
        return new RowFormat<>() {
            @Override
            public void head(OutputStream out) throws IOException {
                each.head(out);
            }

            @Override
            public void row(MemberItem<RawRow> row, OutputStream out) throws IOException {
                JsonNode tree = Tree.of(row.item());
                if (tree instanceof ObjectNode object) {
                    object.put(MemberFormat.NAME, row.cid());
                }
                each.tree(tree, out);
            }
        };
    }
}
