package org.lockstep.gate.free;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.lockstep.seam.Point;

/** What must be said of a module for its free runs to be recorded and checked. */
interface FreeModule {
  String name();

  /** Actions that nobody records: time passes. */
  Set<String> hidden();

  /** Variables whose value at its thread each call reports when it ends. */
  List<String> observed();

  /** Whether it calls the engine, and ends; the others are what surrounds it. */
  boolean isCaller(String thread);

  /**
   * With what the log of this thread ends, if all of it is there; empty for the end of any call.
   */
  default String last(String thread) {
    return isCaller(thread) ? "ThreadExit" : "";
  }

  /** Points of the seam that lie within the steps of the model. */
  Predicate<Point> within();

  /** A fresh system, and what each of its threads is to do, by their names. */
  Map<String, FreeThread.Client> clients(String variant, int calls);
}
