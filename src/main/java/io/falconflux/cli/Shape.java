package io.falconflux.cli;

import io.falconflux.json.RawRow;
import io.falconflux.member.MemberItem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What of a row is written, and in which form. */
final class Shape {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = Format.Word.class,
            completionCandidates = Format.Words.class,
            description = "ndjson (default; the raw row), csv, ids, or table, whose lines fit the screen.")
    private Format format = Format.NDJSON;

    @Option(
            names = "--fields",
            paramLabel = "NAME,...",
            description =
                    "Only these fields, in this order, by their names in the row; what lies inside is reached by dots:"
                            + " hosts.hostname.")
    private @Nullable String fields;

    @Option(
            names = "--csv-formulas",
            description = "Leaves text in csv as it is. Without this an apostrophe is put before text that begins with"
                    + " = + - @, a tab or a line break, since a spreadsheet would run it as a formula.")
    private boolean formulas;

    /** Returns whether ids alone are wanted. */
    boolean ids() {
        return format == Format.IDS;
    }

    /** Returns in words how rows are written. */
    String words() {
        return format.word()
                + (fields == null ? "" : " with the fields " + fields)
                + (formulas ? " with formulas" : "");
    }

    /**
     * Checks that the options go together, before any call.
     *
     * @param kind what the rows are
     * @throws UsageException if they do not, or a field is unknown
     */
    void check(Kind kind) {
        if (ids() && fields != null) {
            throw new UsageException("--fields goes with ndjson, csv and table; ids have no other fields");
        }
        columns(kind);
    }

    /**
     * Returns how rows are written.
     *
     * @param kind what the rows are
     * @param around the process
     * @param file whether they go to a file, which has no width and no colours
     */
    RowFormat<RawRow> rows(Kind kind, Surroundings around, boolean file) {
        return raw() ? Format.RAW_LINES : trees(columns(kind), around, file);
    }

    /**
     * Returns how rows of many members are written.
     *
     * @param kind what the rows are
     * @param around the process
     * @param file whether they go to a file, which has no width and no colours
     */
    RowFormat<MemberItem<RawRow>> memberRows(Kind kind, Surroundings around, boolean file) {
        if (raw()) {
            return MemberFormat::rawLine;
        }
        List<FieldPath> columns = new ArrayList<>(columns(kind));
        columns.add(0, FieldPath.of(MemberFormat.NAME));
        return trees(columns, around, file).ofMembers();
    }

    private boolean raw() {
        return format == Format.NDJSON && fields == null;
    }

    private TreeFormat trees(List<FieldPath> columns, Surroundings around, boolean file) {
        int width = file ? 0 : around.lineWidth();
        Colours colours = file ? Colours.OFF : around.colours();
        return switch (format) {
            case NDJSON -> new Projection(columns);
            case CSV -> new CsvFormat(columns, formulas);
            case TABLE -> new TableFormat(columns, fields == null, width, colours);
            case IDS -> throw new IllegalStateException("ids are no rows");
        };
    }

    private List<FieldPath> columns(Kind kind) {
        if (fields != null) {
            return kind.fieldsOfRows().named(fields);
        }
        return format == Format.TABLE ? kind.glance() : kind.fieldsOfRows().whole();
    }
}
