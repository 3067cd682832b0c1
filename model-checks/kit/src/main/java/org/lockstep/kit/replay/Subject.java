package org.lockstep.kit.replay;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;

/**
 * The system under replay. All its methods are called by one thread at a time, while every other
 * one is parked.
 */
public interface Subject<V> extends AutoCloseable {
  /**
   * The whole state, immutable: a record or map whose components are named like the model's
   * variables.
   */
  V view();

  /**
   * The operation that a client action starts on its thread; null if the system cannot start it
   * now.
   */
  @Nullable Call call(Label clientAction);

  /** Carries out an environment's action. */
  default void environment(Label action) {
    throw new UnsupportedOperationException("this subject has no environment action " + action);
  }

  /** Whether an environment's action could happen now: of a schedule that nobody compares. */
  default boolean canHappen(Label action) {
    return true;
  }

  /** The client actions that could be started now, if the subject can tell. */
  default @Nullable Set<Label> clientEnabled() {
    return null;
  }

  /** The environment's actions that could happen now, if the subject can tell. */
  default @Nullable Set<Label> environmentEnabled() {
    return null;
  }

  /** Frees what the subject holds; operations in progress have been abandoned by then. */
  @Override
  default void close() {}
}
