package org.lockstep.gate.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.lockstep.kit.manifest.Entry;
import org.lockstep.kit.manifest.Manifest;

/** The model or fault whose bounds an engine is set up with. */
public record Target(Manifest manifest, Entry entry) {
  public String module() {
    return manifest.module();
  }

  public String name() {
    return entry.name();
  }

  /** Reads what an engine must be set up with for the target's cfg. */
  <C> C read(Reading<C> reading) {
    Path cfg = manifest.folder().resolve(entry.cfg());
    try {
      return reading.of(cfg);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + cfg, e);
    }
  }

  /** Reads a cfg file. */
  interface Reading<C> {
    C of(Path cfg) throws IOException;
  }

  @Override
  public String toString() {
    return module() + " " + name();
  }
}
