package org.lockstep.nativeengine;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.annotation.Name;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;

/** The C interface of {@code lockstep_faults.h}: the deliberately broken engines. */
@Platform(
    include = "lockstep_faults.h",
    link = "lockstep_faults",
    library = "jnilockstep_faults",
    compiler = "cpp17")
public final class LockstepFaults {
  private static final boolean LOADED = load();

  private LockstepFaults() {}

  /** Whether the broken engines were built and could be loaded on this machine. */
  public static boolean isAvailable() {
    return LOADED;
  }

  /** The version of the C interface that the broken engines were built against. */
  @NoException
  @Name("lockstep_faults_abi_version")
  public static native int abiVersion();

  private static boolean load() {
    try {
      Loader.load(LockstepFaults.class);
      return true;
    } catch (LinkageError absent) {
      return false;
    }
  }
}
