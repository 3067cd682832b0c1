package org.lockstep.gate.mutate;

import java.util.List;

/**
 * Mutants of the C++ engine, on the level of its steps and of their accesses to shared memory. What
 * there is to mutate is found by driving the sound engine, so that nobody keeps a list of it.
 */
public final class NativeMutants extends ForkedMutants {
  public NativeMutants(List<ReplayTarget> targets) {
    super("native", targets);
  }
}
