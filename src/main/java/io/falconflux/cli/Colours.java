package io.falconflux.cli;

import java.util.Map;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Whether what is written may have colours: on a terminal that knows them, unless {@code NO_COLOR} or {@code CLICOLOR=0} is
 * set; elsewhere only if {@code CLICOLOR_FORCE} asks for it.
 */
enum Colours {
    ON,
    OFF;

    /**
     * Decides.
     *
     * @param environment the environment variables
     * @param terminal whether a terminal shows it
     */
    static Colours of(Map<String, String> environment, boolean terminal) {
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            return OFF;
        }
        if (!environment.getOrDefault("CLICOLOR_FORCE", "0").equals("0")) {
            return ON;
        }
        boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
        return terminal && !dumb && !environment.getOrDefault("CLICOLOR", "1").equals("0") ? ON : OFF;
    }

    /** Returns the decision for help texts. */
    Ansi ansi() {
        return this == ON ? Ansi.ON : Ansi.OFF;
    }

    String bold(String text) {
        return styled(text, Style.bold);
    }

    String green(String text) {
        return styled(text, Style.fg_green);
    }

    String red(String text) {
        return styled(text, Style.bold, Style.fg_red);
    }

    String yellow(String text) {
        return styled(text, Style.fg_yellow);
    }

    private String styled(String text, IStyle... styles) {
        return this == ON ? Style.on(styles) + text + Style.reset.on() : text;
    }
}
