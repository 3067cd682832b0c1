package org.lockstep.kit.replay;

/** How the driver makes an action of the model happen. */
public enum ActionKind {
  /** A thread that is parked at the step point of this name goes on to its next one. */
  STEP,
  /** An idle thread starts an operation and runs to its first step point, or to its end. */
  CLIENT,
  /** The driver does it: a GPU completes, time passes. */
  ENVIRONMENT,
  /** An idle thread ends, really. */
  THREAD_EXIT,
  /** A thread is started, really. */
  THREAD_START
}
