package org.lockstep.gate.engine;

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

  @Override
  public String toString() {
    return module() + " " + name();
  }
}
