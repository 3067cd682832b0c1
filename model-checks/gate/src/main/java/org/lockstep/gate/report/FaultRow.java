package org.lockstep.gate.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * One deliberate fault in one place.
 *
 * @param where {@code model}, or the name of an engine
 * @param by what caught it: the violated property, or the harm that was observed
 * @param step where: the last step of the counterexample, or the step that the sound engine refuses
 * @param runs how often the counterexample was driven, 0 for the model
 * @param kind planted by hand, or generated
 */
public record FaultRow(
    String module,
    String fault,
    String where,
    boolean caught,
    @Nullable String by,
    @Nullable String step,
    int runs,
    int harmed,
    String kind) {
  public static final String PLANTED = "planted";

  /** A fault that somebody wrote down and named. */
  public FaultRow(
      String module,
      String fault,
      String where,
      boolean caught,
      @Nullable String by,
      @Nullable String step,
      int runs,
      int harmed) {
    this(module, fault, where, caught, by, step, runs, harmed, PLANTED);
  }

  @JsonIgnore
  public boolean isPlanted() {
    return kind.equals(PLANTED);
  }
}
