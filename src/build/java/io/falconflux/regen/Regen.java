package io.falconflux.regen;

import java.io.IOException;
import java.nio.file.Path;

/** The program that the build runs; see the package for what its commands do. */
public final class Regen {

    private Regen() {}

    /**
     * Runs one command.
     *
     * @param arguments its name, the project's directory, and what the command needs
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        Path project = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "documents" -> Documents.check(project, Path.of(arguments[2]), System.out);
            case "surface" ->
                new SurfaceCheck(project, Path.of(arguments[2]), arguments[3].equals("accept"), System.out).run();
            case "drift" -> Drift.report(project, arguments[2], System.out);
            default -> throw new IllegalArgumentException("No such command: " + arguments[0]);
        }
    }
}
