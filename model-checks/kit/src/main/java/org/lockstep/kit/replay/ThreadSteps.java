package org.lockstep.kit.replay;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;

/**
 * What the seam of the system under replay calls, on the acting thread, before each shared access.
 */
public interface ThreadSteps {
  /**
   * Parks the calling thread until the driver has it take the step of this name.
   *
   * <p>The driver's own calls (constructor, view, readiness) pass through. At the end of a path an
   * operation in progress is abandoned: this method throws an error that the caller lets pass, here
   * and at each further step point.
   *
   * @param ready whether the step could be taken now without blocking; null if it never blocks.
   *     Evaluated by another thread while all are parked, so it must neither block nor change
   *     anything.
   */
  void reach(String point, @Nullable BooleanSupplier ready);

  default void reach(String point) {
    reach(point, null);
  }

  /** The names of the controlled threads. */
  List<String> threads();

  /**
   * The thread of this name, null before its first start. After an exit and a start it is another
   * one.
   */
  @Nullable Thread thread(String name);

  /** The name of the calling thread, null if it is not one of the controlled ones. */
  @Nullable String current();

  /**
   * The action that is being carried out: its further arguments are the model's choice, for code
   * that has to follow it.
   */
  Label action();
}
