package org.lockstep.gate.generate;

import java.nio.file.Path;

/** A file with the text that it must have; {@code source} is what that text follows from. */
public record Generated(Path file, String text, Path source) {}
