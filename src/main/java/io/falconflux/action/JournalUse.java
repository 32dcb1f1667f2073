package io.falconflux.action;

import java.nio.file.Path;

/**
 * Which file a journal is, and what to do with it.
 *
 * @param file the file
 * @param resume whether to go on with what is there; else nothing may be there
 */
record JournalUse(Path file, boolean resume) {}
