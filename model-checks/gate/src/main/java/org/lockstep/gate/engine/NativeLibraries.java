package org.lockstep.gate.engine;

import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.lockstep.nativeengine.LockstepFaults;
import org.lockstep.nativeengine.LockstepNative;

/** The library of the C++ engine and the one of its faults; loaded once. */
final class NativeLibraries {
  private static final @Nullable String PROBLEM = load();

  private NativeLibraries() {}

  static Optional<String> absence() {
    return Optional.ofNullable(PROBLEM);
  }

  private static @Nullable String load() {
    if (!LockstepNative.isAvailable() || !LockstepFaults.isAvailable()) {
      return "the C++ engine is absent: install cmake and g++ and build again, or choose --engine"
          + " java";
    }
    Path glue = Path.of(Loader.load(LockstepFaults.class));
    String faults = glue.resolveSibling(System.mapLibraryName("lockstep_faults")).toString();
    if (LockstepNative.loadVariants(faults) < 0) {
      return "the faulty variants of the C++ engine cannot be loaded: "
          + LockstepNative.lastError();
    }
    return null;
  }
}
