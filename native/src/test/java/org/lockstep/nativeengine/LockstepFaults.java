package org.lockstep.nativeengine;

import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.annotation.Cast;
import org.bytedeco.javacpp.annotation.Name;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.jspecify.annotations.Nullable;

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

  /**
   * The generated faults of a module: one a line, with tabs between its id, its operator and its
   * words. Made from what replays of the variant {@code mutant} have met in this process.
   */
  public static String mutants(String module) {
    BytePointer text = mutantsText(module);
    return text == null ? "" : text.getString(StandardCharsets.UTF_8);
  }

  /** The variant {@code mutant} is the engine with this fault from now on; "" for none. */
  public static void mutate(String id) {
    if (mutateTo(id) < 0) {
      BytePointer why = mutateError();
      throw new IllegalArgumentException(
          "no mutant " + id + ": " + (why == null ? "" : why.getString(StandardCharsets.UTF_8)));
    }
  }

  @NoException
  @Name("lockstep_mutants")
  private static native @Cast("const char*") @Nullable BytePointer mutantsText(String module);

  @NoException
  @Name("lockstep_mutate")
  private static native int mutateTo(String id);

  @NoException
  @Name("lockstep_mutate_error")
  private static native @Cast("const char*") @Nullable BytePointer mutateError();

  private static boolean load() {
    try {
      Loader.load(LockstepFaults.class);
      return true;
    } catch (LinkageError absent) {
      return false;
    }
  }
}
