/**
 * The command line. Rows go to standard output and everything else to standard error; every command ends in one of the
 * {@link io.falconflux.cli.ExitCode} values, and every error is one line that says what to do.
 *
 * <p>The only package that blocks: each command runs on the thread that started it and takes one event at a time from its
 * publisher, so that a page is written before the next one is asked for. What a command reads and writes is handed to it as
 * {@code Surroundings}, so that tests run commands in their own process.
 *
 * <p>Where settings come from is in {@code Settings} (option, variable, {@code Profile}), how rows look in {@code Shape} and the
 * formats that it chooses from.
 */
@org.jspecify.annotations.NullMarked
package io.falconflux.cli;
