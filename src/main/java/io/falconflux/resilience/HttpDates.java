package io.falconflux.resilience;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The service's clock, as its {@code Date} header tells it; the local one may be off by an hour. */
final class HttpDates {

    private HttpDates() {}

    static Instant orElse(@Nullable String date, Instant local) {
        if (date == null) {
            return local;
        }
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
        } catch (DateTimeException e) {
            return local;
        }
    }
}
