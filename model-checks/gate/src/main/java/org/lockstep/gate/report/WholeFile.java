package org.lockstep.gate.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes the whole of a file or nothing of it: no reader sees half, not even on a full disk. */
public final class WholeFile {
  private WholeFile() {}

  public static void write(Path file, String text) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null) {
        throw new IllegalArgumentException(file + " is not the name of a file");
      }
      Files.createDirectories(folder);
      // Not a temporary file of the system's, which nobody but its owner may read.
      Path half =
          folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
      try {
        Files.write(half, text.getBytes(StandardCharsets.UTF_8));
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(half);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
