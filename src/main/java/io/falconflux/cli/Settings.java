package io.falconflux.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where settings are looked for: an option wins over a variable, and that over the profile. */
final class Settings {

    private final Surroundings around;
    private final Profile profile;

    Settings(Surroundings around, Profile profile) {
        this.around = around;
        this.profile = profile;
    }

    Surroundings around() {
        return around;
    }

    /**
     * Finds a text.
     *
     * @param option the option's value; null if it was not given
     * @param variable the name of the variable
     * @param key the key in a profile
     */
    @Nullable
    String text(@Nullable String option, String variable, String key) {
        String value = option == null ? around.variable(variable) : option;
        return value == null ? profile.value(key) : value;
    }

    /**
     * Finds a file, for which there is no variable.
     *
     * @param option the option's value; null if it was not given
     * @param key the key in a profile, whose files are relative to the profile's own
     */
    @Nullable
    Path file(@Nullable Path option, String key) {
        return option == null ? profile.file(key) : option;
    }

    /** Returns what the profile alone says. */
    @Nullable
    String ofProfile(String key) {
        return profile.value(key);
    }

    /**
     * Tells where a setting came from, without its value.
     *
     * @param option the option's value; null if it was not given
     * @param name the option's name
     * @param variable the name of the variable
     */
    String origin(@Nullable Object option, String name, String variable) {
        return option != null ? name : around.variable(variable) != null ? variable : profile.toString();
    }
}
