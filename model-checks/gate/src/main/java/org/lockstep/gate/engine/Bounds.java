package org.lockstep.gate.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Reads what an engine must be set up with for a target's cfg. */
final class Bounds {
  /** Reads a cfg file. */
  interface Reading<C> {
    C of(Path cfg) throws IOException;
  }

  private Bounds() {}

  // No method of Target: that class is shared with mutants, which have a class loader of their own.
  static <C> C of(Target target, Reading<C> reading) {
    Path cfg = target.manifest().folder().resolve(target.entry().cfg());
    try {
      return reading.of(cfg);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + cfg, e);
    }
  }
}
