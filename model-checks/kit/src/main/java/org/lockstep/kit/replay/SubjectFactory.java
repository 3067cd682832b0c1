package org.lockstep.kit.replay;

import org.lockstep.kit.model.State;

/** Makes a fresh subject for each path and says what view a state of the model demands. */
public interface SubjectFactory<V> {
  Subject<V> create(ThreadSteps steps);

  /** For models with several initial states: a subject that is in this one. */
  default Subject<V> create(ThreadSteps steps, State initial) {
    return create(steps);
  }

  /** The view that the system must have in this state; called once for each state. */
  V project(State modelState);

  /** Whether a thread runs in this initial state. */
  default boolean alive(String thread, State initial) {
    return true;
  }
}
