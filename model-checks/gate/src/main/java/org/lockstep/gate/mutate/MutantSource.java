package org.lockstep.gate.mutate;

import java.util.List;
import org.lockstep.kit.manifest.Manifest;

/** Generates the mutants of one place, and tries to kill them. */
public interface MutantSource extends AutoCloseable {
  /** {@code model}, or the name of an engine. */
  String where();

  /** How many mutants may be tried side by side. */
  default int lanes() {
    return 1;
  }

  /** All mutants of a module, in an order that never changes. */
  List<Mutant> list(Manifest manifest);

  /** Tries all checks on a mutant until one notices it. */
  Kill tryToKill(Manifest manifest, Mutant mutant);

  /** Ends the processes that mutants were tried in, if there are any. */
  @Override
  default void close() {}
}
