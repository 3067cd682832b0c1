package org.lockstep.gate.engine;

import org.lockstep.nativeengine.LockstepNative;

/** Keeps the threads of a replay on one core, if the C++ library is there to do it. */
final class Pinning {
  private Pinning() {}

  /** Without effect where it cannot be done: a replay is then slower, not different. */
  static void toOneCore() {
    if (LockstepNative.isAvailable()) {
      LockstepNative.pinCurrentThread();
    }
  }
}
