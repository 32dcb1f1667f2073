package io.falconflux.cli;

import io.falconflux.json.RawRow;
import io.falconflux.member.MemberItem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The forms in which rows are written. */
enum Format {
    /** One row a line, byte for byte as the service sent it. */
    NDJSON,
    /** Comma-separated, the properties that the document knows. */
    CSV,
    /** The id alone, which needs no entity calls. */
    IDS,
    /** Columns for people. */
    TABLE;

    /** Ids, one a line. */
    static final RowFormat<String> ID_LINES = (id, out) -> {
        out.write(id.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    };

    /** Rows as they came, one a line. */
    static final RowFormat<RawRow> RAW_LINES = (row, out) -> {
        row.writeTo(out);
        out.write('\n');
    };

    /**
     * Returns how rows are written, where they are not ids.
     *
     * @param kind what the rows are
     */
    RowFormat<RawRow> rows(Kind kind) {
        return switch (this) {
            case NDJSON -> RAW_LINES;
            case CSV -> new CsvFormat(kind.columns());
            case TABLE -> new TableFormat(kind.glance());
            case IDS -> throw new IllegalStateException("ids are no rows");
        };
    }

    /**
     * Returns how rows of many members are written, where they are not ids.
     *
     * @param kind what the rows are
     */
    RowFormat<MemberItem<RawRow>> memberRows(Kind kind) {
        return switch (this) {
            case NDJSON -> MemberFormat::rawLine;
            case CSV -> new CsvFormat(kind.columns()).ofMembers();
            case TABLE -> new TableFormat(kind.glance()).ofMembers();
            case IDS -> throw new IllegalStateException("ids are no rows");
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the word for a format. */
    static final class Word implements ITypeConverter<Format> {

        @Override
        public Format convert(String text) {
            return Arrays.stream(values())
                    .filter(format -> format.word().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("write one of "
                            + Arrays.stream(values()).map(Format::word).collect(Collectors.joining(", ")) + ", not '"
                            + text + "'"));
        }
    }
}
