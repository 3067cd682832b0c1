package org.lockstep.seam;

/** A place in the code right before one access to shared state. */
public interface Point {
  /** The name of the model's action that comes next. */
  String action();
}
