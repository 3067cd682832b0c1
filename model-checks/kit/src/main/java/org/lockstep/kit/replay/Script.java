package org.lockstep.kit.replay;

import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;

/** What a {@link Baton} is to do. Every method is called by the baton's holder. */
interface Script {
  /** Begins the next path with a fresh subject. */
  void begin(Baton baton);

  /** The initial state of the path that {@link #begin} would begin next, null if there is none. */
  @Nullable State upcoming();

  /**
   * Checks what the last move did and says what to do next, with the worker's call set if it is a
   * client's; null at the end.
   */
  @Nullable Move next(Baton baton);

  /** The number of (thread, step point) in the graph; -1 if it has none. */
  int pointId(int thread, String point);

  void environment(Label label);

  boolean alive(String thread, State initial);

  /**
   * Something that belongs to the system under replay threw; {@code thread} is null if no
   * controlled thread did.
   */
  void threw(@Nullable String thread, Throwable thrown);

  /** The path is over and no thread is in an operation any more. */
  void end();

  /** A thread is stuck; called without the baton, which the stuck thread still has. */
  void stuck(String thread, String message, Throwable where);
}
