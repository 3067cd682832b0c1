package org.lockstep.gate.free;

import java.util.List;
import java.util.Optional;

/** The modules whose free runs can be recorded. */
final class FreeModules {
  private static final List<FreeModule> ALL = List.of(new FreeLeasePool());

  private FreeModules() {}

  static Optional<FreeModule> named(String name) {
    return ALL.stream().filter(module -> module.name().equals(name)).findFirst();
  }

  static List<String> names() {
    return ALL.stream().map(FreeModule::name).toList();
  }
}
