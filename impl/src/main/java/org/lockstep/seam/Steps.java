package org.lockstep.seam;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A driver that has the threads it knows take their steps one at a time. */
public interface Steps {
  /** Whether the calling thread is one of the driver's; all others pass. */
  boolean controlsThisThread();

  /**
   * Returns when the calling thread is to take the step that begins at this point.
   *
   * @param ready whether the step could be taken now without blocking; null if it never blocks
   */
  void reach(Point point, @Nullable BooleanSupplier ready);
}
