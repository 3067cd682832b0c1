package org.lockstep.gate.mutate;

import java.util.List;

/**
 * Mutants of the Java engine, made by PIT's mutation engine from the bytecode of what a replay
 * executes.
 */
public final class JavaMutants extends ForkedMutants {
  public JavaMutants(List<ReplayTarget> targets) {
    super("java", targets);
  }
}
