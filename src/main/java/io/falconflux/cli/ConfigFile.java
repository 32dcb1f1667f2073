package io.falconflux.cli;

import io.falconflux.error.Words;
import io.falconflux.query.Suggestion;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the file of profiles: {@code key = value} lines below {@code [name]} lines. A {@code #} begins a comment at the start
 * of a line and after a blank, though not in quotes. What stands above the first name belongs to {@code default}. No message
 * repeats what a line holds beside its key, since that may be a secret.
 */
final class ConfigFile {

    /** What a profile may set. */
    static final List<String> KEYS = List.of(
            "client_id",
            "client_secret",
            "client_secret_file",
            "cloud",
            "base_url",
            "member_cid",
            "proxy",
            "proxy_password_file",
            "ca_file",
            "client_cert",
            "client_key",
            "client_cert_password_file");

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final Pattern LOGIN = Pattern.compile(".*://[^/@]*:.*@.*");
    private static final Pattern COMMENT = Pattern.compile("\\s#.*");
    private static final Pattern SECTION = Pattern.compile("\\[\\s*(?:profile\\s+)?([\\w.@-]+)\\s*]");
    private static final Pattern SETTING = Pattern.compile("([\\w-]+)\\s*=\\s*(.*)");

    private final Path file;
    private final Map<String, Map<String, String>> profiles = new LinkedHashMap<>();
    private String section = "default";
    private int line;
    private boolean secret;

    private ConfigFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @return the settings of each profile
     * @throws UsageException if it cannot be read, a line cannot be followed, or others may read a secret in it
     */
    static Map<String, Map<String, String>> read(Path file) {
        ConfigFile config = new ConfigFile(file);
        try {
            for (String text : Files.readAllLines(file)) {
                config.line++;
                config.take(text.replace(BYTE_ORDER_MARK, "").strip());
            }
        } catch (CharacterCodingException e) {
            throw new UsageException("Cannot read " + file + ": it is not text");
        } catch (IOException e) {
            throw new UsageException("Cannot read " + file + ": " + OutputException.reason(e));
        }
        if (config.secret) {
            config.checkOwnerOnly();
        }
        return config.profiles;
    }

    private void take(String text) {
        if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
            return;
        }
        Matcher name = SECTION.matcher(text);
        Matcher setting = SETTING.matcher(text);
        if (name.matches()) {
            section = name.group(1);
            profiles.computeIfAbsent(section, key -> new LinkedHashMap<>());
        } else if (setting.matches()) {
            set(setting.group(1).replace('-', '_').toLowerCase(Locale.ROOT), bare(setting.group(2)));
        } else {
            throw wrong("write key = value, or [name] to begin a profile");
        }
    }

    private void set(String key, String value) {
        if (!KEYS.contains(key)) {
            String meant = Suggestion.nearest(key, KEYS);
            throw wrong("unknown key '" + Words.line(key) + "'; "
                    + (meant == null ? "there are " + String.join(", ", KEYS) : "did you mean '" + meant + "'?"));
        }
        if (value.isEmpty()) {
            throw wrong(key + " has no value");
        }
        secret |= key.equals("client_secret")
                || key.equals("proxy") && LOGIN.matcher(value).matches();
        if (profiles.computeIfAbsent(section, name -> new LinkedHashMap<>()).putIfAbsent(key, value) != null) {
            throw wrong(key + " is set twice in the profile '" + Words.line(section) + "'");
        }
    }

    /** Returns a value without the quotes that may stand around it. */
    private static String bare(String value) {
        boolean quoted = value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted
                ? value.substring(1, value.length() - 1)
                : COMMENT.matcher(value).replaceFirst("").strip();
    }

    private UsageException wrong(String what) {
        return new UsageException(file + ", line " + line + ": " + what);
    }

    private void checkOwnerOnly() {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        try {
            Set<PosixFilePermission> allowed = view.readAttributes().permissions();
            boolean others = allowed.stream().anyMatch(one -> !one.name().startsWith("OWNER_"));
            if (others) {
                throw new UsageException(
                        file + " holds a secret, and others may read or change it: run chmod 600 " + file);
            }
        } catch (IOException e) {
            throw new UsageException("Cannot read the permissions of " + file + ": " + OutputException.reason(e));
        }
    }
}
