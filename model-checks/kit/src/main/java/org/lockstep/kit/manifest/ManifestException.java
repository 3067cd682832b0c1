package org.lockstep.kit.manifest;

import java.nio.file.Path;

/** A manifest that cannot be used: names the file, the place in it, and what is allowed there. */
public final class ManifestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ManifestException(Path file, String pointer, String problem) {
    super(file + " at " + (pointer.isEmpty() ? "/" : pointer) + ": " + problem);
  }
}
