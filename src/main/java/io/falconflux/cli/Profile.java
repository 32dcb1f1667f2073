package io.falconflux.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Settings under a name, from the file that a person keeps them in.
 *
 * @param name the name
 * @param file where it stands
 * @param home the directory that {@code ~} means
 * @param values the settings by their keys
 */
record Profile(String name, Path file, Path home, Map<String, String> values) {

    private static final String DEFAULT = "default";
    private static final Path USUAL = Path.of(".config", "falconflux", "config");

    Profile {
        values = Map.copyOf(values);
    }

    /**
     * Finds the profile to use: the one that is named by an option or by {@code FALCONFLUX_PROFILE}, else the one called
     * {@code default}, if there is a file.
     *
     * @param around the environment
     * @param option the name given as an option; null if none was
     * @throws UsageException if a file or a profile that was named is not there, or the file cannot be followed
     */
    static Profile of(Surroundings around, @Nullable String option) {
        String named = option == null ? around.variable("FALCONFLUX_PROFILE") : option;
        String variable = around.variable("FALCONFLUX_CONFIG");
        Path home = home(around);
        Path file = variable == null ? home.resolve(USUAL) : Path.of(variable);
        if (!Files.exists(file)) {
            if (variable != null || named != null) {
                throw new UsageException("There is no file " + file + " to read "
                        + (named == null ? "settings" : "the profile '" + named + "'") + " from");
            }
            return new Profile(DEFAULT, file, home, Map.of());
        }
        Map<String, Map<String, String>> profiles = ConfigFile.read(file);
        if (named != null && !profiles.containsKey(named)) {
            throw new UsageException(file + " has no profile '" + named + "'; it has "
                    + (profiles.isEmpty() ? "none" : String.join(", ", profiles.keySet())));
        }
        String name = Objects.requireNonNullElse(named, DEFAULT);
        return new Profile(name, file, home, profiles.getOrDefault(name, Map.of()));
    }

    private static Path home(Surroundings around) {
        String home = around.variable("HOME");
        return Path.of(home == null ? System.getProperty("user.home") : home);
    }

    /**
     * Returns a setting.
     *
     * @param key its key
     * @return its value; null if it is not set
     */
    @Nullable
    String value(String key) {
        return values.get(key);
    }

    /**
     * Returns a file that a setting names, relative to the file that the setting stands in.
     *
     * @param key its key
     * @return the file; null if it is not set
     */
    @Nullable
    Path file(String key) {
        String value = values.get(key);
        Path directory = file.toAbsolutePath().getParent();
        if (value == null || directory == null) {
            return null;
        }
        return value.startsWith("~/") ? home.resolve(value.substring(2)) : directory.resolve(value);
    }

    /** Returns words for where its settings stand. */
    @Override
    public String toString() {
        return "profile " + name + " in " + file;
    }
}
