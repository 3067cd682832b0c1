package org.lockstep.kit.replay;

import java.nio.IntBuffer;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;

/**
 * An engine that carries out a whole plan in one call, such as one outside the JVM, and shows the
 * state after each step as a row of ints. The last int of a row is the ready mask: one bit for each
 * thread that stands at a step point and could take its step now.
 */
public interface PlanEngine<V> {
  /** Ints of a plan for each step. */
  int STEP_INTS = 3;

  /** How many threads a ready mask has room for; the sign bit is not one of them. */
  int MAX_THREADS = 31;

  /**
   * What the plan says for this step: action, thread (-1 for none) and argument (-1 for none).
   * Called once for each label.
   */
  int[] encode(Label label);

  /** Ints of a row, the ready mask included. */
  int rowLength();

  /** The row that this state demands, without the ready mask. Called once for each state. */
  int[] project(State modelState);

  /** The bit of the ready mask that stands for the thread of this step. */
  int readyBit(Label step);

  /**
   * Carries out the first {@code steps} steps of the plan on a fresh system, and writes row {@code
   * i}, the state after {@code i} steps, to {@code rows} at {@code i * rowLength()}. It stops at
   * the first step that it cannot take. An exception says that the engine could not be used at all.
   *
   * @param plan may be longer than needed, as the array is used for many runs
   * @param rows a direct buffer in native byte order, the same one for all runs of a replay
   */
  PlanRun run(int[] plan, int steps, IntBuffer rows);

  /**
   * Like {@link #run}, but then, or when a step is refused, lets all threads run on until all are
   * idle or none can move.
   */
  PlanDrive drive(int[] plan, int steps, IntBuffer rows);

  /** A row as a view: a record or map whose components are named like the model's variables. */
  V view(int[] row);
}
