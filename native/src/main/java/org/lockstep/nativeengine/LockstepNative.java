package org.lockstep.nativeengine;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.annotation.Cast;
import org.bytedeco.javacpp.annotation.Name;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.jspecify.annotations.Nullable;

/**
 * The C interface of {@code lockstep.h}, one Java method per function. A negative number is an
 * error code, of which {@link #lastError()} gives the words.
 */
@Platform(include = "lockstep.h", link = "lockstep", library = "jnilockstep", compiler = "cpp17")
public final class LockstepNative {
  /** {@code lockstep_replay}: after the plan, all threads run on. */
  public static final int FINISH = 1;

  /** The pool is closed. */
  public static final int CLOSED = -2;

  static final int BAD_ARGUMENT = -1;
  static final int ILLEGAL_CALL = -4;
  static final int TIMEOUT = -9;

  private static final boolean LOADED = load();

  private LockstepNative() {}

  /** Whether the C++ engine was built and could be loaded on this machine. */
  public static boolean isAvailable() {
    return LOADED;
  }

  /** The version of the C interface; it changes whenever the header does. */
  @NoException
  @Name("lockstep_abi_version")
  public static native int abiVersion();

  /** What was wrong with the calling thread's last failed call. */
  public static String lastError() {
    return text(lastErrorText());
  }

  /** The names of the module's actions in the order of their numbers. */
  public static String[] actionNames(String module) {
    return names(actionNamesText(module));
  }

  /** The names of the module's variants: {@code sound}, and the loaded faults. */
  public static String[] variantNames(String module) {
    return names(variantNamesText(module));
  }

  /** How many numbers a row has. */
  @NoException
  @Name("lockstep_row_ints")
  public static native int rowInts(String module, int[] config, int configLength);

  /** Adds the variants of the library of faults; returns how many faults it holds. */
  @NoException
  @Name("lockstep_load_variants")
  public static native int loadVariants(String path);

  /** Carries out a whole plan on a fresh engine. */
  @NoException
  @Name("lockstep_replay")
  public static native int replay(
      String module,
      String variant,
      int[] config,
      int configLength,
      int[] plan,
      int steps,
      int flags,
      int @Nullable [] rows,
      int rowInts,
      @Cast("char*") byte[] report,
      int reportCapacity);

  /**
   * The same, with buffers outside the heap: nothing is copied, for plans that come by the
   * thousand.
   */
  @NoException
  @Name("lockstep_replay")
  public static native int replay(
      String module,
      String variant,
      @Cast("const int32_t*") IntPointer config,
      int configLength,
      @Cast("const int32_t*") IntPointer plan,
      int steps,
      int flags,
      @Cast("int32_t*") @Nullable IntPointer rows,
      int rowInts,
      @Cast("char*") BytePointer report,
      int reportCapacity);

  /** Ends the threads that replays use. */
  @NoException
  @Name("lockstep_stop_threads")
  public static native int stopThreads();

  /** Pins the calling thread to the core on which replays run; 1 if it is pinned now. */
  @NoException
  @Name("lockstep_pin_current_thread")
  public static native int pinCurrentThread();

  @NoException
  @Name("lockstep_pool_create")
  static native @Cast("lockstep_pool*") @Nullable Pointer poolCreate(int poolSize);

  @NoException
  @Name("lockstep_pool_destroy")
  static native int poolDestroy(@Cast("lockstep_pool*") Pointer pool);

  @NoException
  @Name("lockstep_pool_current")
  static native int poolCurrent(@Cast("lockstep_pool*") Pointer pool);

  @NoException
  @Name("lockstep_pool_submit_noop")
  static native int poolSubmitNoop(@Cast("lockstep_pool*") Pointer pool);

  @NoException
  @Name("lockstep_pool_set_current")
  static native int poolSetCurrent(@Cast("lockstep_pool*") Pointer pool, int stream);

  @NoException
  @Name("lockstep_pool_release")
  static native int poolRelease(@Cast("lockstep_pool*") Pointer pool);

  @NoException
  @Name("lockstep_pool_close")
  static native int poolClose(@Cast("lockstep_pool*") Pointer pool);

  @NoException
  @Name("lockstep_pool_bound")
  static native int poolBound(@Cast("lockstep_pool*") Pointer pool);

  @NoException
  @Name("lockstep_lease_pool_create")
  static native @Cast("lockstep_lease_pool*") @Nullable Pointer leasePoolCreate(int size, int fifo);

  @NoException
  @Name("lockstep_lease_pool_destroy")
  static native int leasePoolDestroy(@Cast("lockstep_lease_pool*") Pointer pool);

  @NoException
  @Name("lockstep_lease_pool_try_acquire")
  static native @Cast("int64_t") long leasePoolTryAcquire(
      @Cast("lockstep_lease_pool*") Pointer pool);

  @NoException
  @Name("lockstep_lease_pool_acquire")
  static native @Cast("int64_t") long leasePoolAcquire(
      @Cast("lockstep_lease_pool*") Pointer pool, @Cast("int64_t") long timeoutNanos);

  @NoException
  @Name("lockstep_lease_pool_stream")
  static native int leasePoolStream(
      @Cast("lockstep_lease_pool*") Pointer pool, @Cast("int64_t") long lease);

  @NoException
  @Name("lockstep_lease_pool_submit_noop")
  static native int leasePoolSubmitNoop(
      @Cast("lockstep_lease_pool*") Pointer pool, @Cast("int64_t") long lease);

  @NoException
  @Name("lockstep_lease_pool_release")
  static native int leasePoolRelease(
      @Cast("lockstep_lease_pool*") Pointer pool, @Cast("int64_t") long lease);

  @NoException
  @Name("lockstep_lease_pool_close")
  static native int leasePoolClose(@Cast("lockstep_lease_pool*") Pointer pool);

  @NoException
  @Name("lockstep_lease_pool_waiting")
  static native int leasePoolWaiting(@Cast("lockstep_lease_pool*") Pointer pool);

  /** A new encoding lock; null if there is no memory. */
  @NoException
  @Name("lockstep_encoding_lock_create")
  public static native @Cast("lockstep_encoding_lock*") @Nullable Pointer encodingLockCreate();

  /** No thread may hold the lock or wait for it. */
  @NoException
  @Name("lockstep_encoding_lock_destroy")
  public static native int encodingLockDestroy(@Cast("lockstep_encoding_lock*") Pointer lock);

  /**
   * Reentrant, first come first served. May block: never call it from a critical native section.
   */
  @NoException
  @Name("lockstep_encoding_lock_lock")
  public static native int encodingLockLock(@Cast("lockstep_encoding_lock*") Pointer lock);

  /** On the thread that locked. */
  @NoException
  @Name("lockstep_encoding_lock_unlock")
  public static native int encodingLockUnlock(@Cast("lockstep_encoding_lock*") Pointer lock);

  @NoException
  @Name("lockstep_last_error")
  private static native @Cast("const char*") @Nullable BytePointer lastErrorText();

  /** {@code lockstep_record_free}: the number of events, or an error code. */
  @NoException
  @Name("lockstep_record_free")
  public static native @Cast("int64_t") long recordFree(
      String module,
      String variant,
      String model,
      String built,
      @Cast("int64_t") long seed,
      @Cast("int64_t") long events,
      int calls,
      int dawdles,
      int patienceMillis,
      String file);

  /** {@code lockstep_time_free}: a call's nanoseconds, recorded and not; 0, or an error code. */
  @NoException
  @Name("lockstep_time_free")
  public static native int timeFree(
      String module,
      @Cast("int64_t") long seed,
      int rounds,
      int calls,
      int workload,
      @Cast("int64_t*") long[] nanos);

  @NoException
  @Name("lockstep_action_names")
  private static native @Cast("const char*") @Nullable BytePointer actionNamesText(String module);

  @NoException
  @Name("lockstep_variant_names")
  private static native @Cast("const char*") @Nullable BytePointer variantNamesText(String module);

  private static String[] names(@Nullable BytePointer commaSeparated) {
    if (commaSeparated == null) {
      throw new IllegalArgumentException(lastError());
    }
    return text(commaSeparated).split(",", -1);
  }

  private static String text(@Nullable BytePointer value) {
    return value == null ? "" : value.getString();
  }

  private static boolean load() {
    try {
      Loader.load(LockstepNative.class);
      return true;
    } catch (LinkageError absent) {
      return false;
    }
  }
}
