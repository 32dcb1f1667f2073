package io.falconflux.cli;

import io.falconflux.json.RawRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words for formats. */
    static final class Words extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        Words() {
            super(Arrays.stream(Format.values()).map(Format::word).toList());
        }
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
