package org.lockstep.gate.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * One deliberate fault in one place.
 *
 * @param kind {@link #PLANTED} or {@link #GENERATED}
 * @param fault the planted fault's name, or the id of the mutant
 * @param where {@code model}, or the name of an engine
 * @param by what caught it: the violated property, or the harm that was observed; of a generated
 *     fault the kind of check, a colon, and what it said
 * @param step where: the last step of the counterexample, or the step that the sound engine refuses
 * @param runs how often the counterexample was driven, 0 for the model
 * @param change what was changed, of a generated fault
 * @param reason why nothing can notice it, of a generated fault that survives
 * @param seconds how long it took to notice, of a generated fault
 */
public record FaultRow(
    String kind,
    String module,
    String fault,
    String where,
    boolean caught,
    @Nullable String by,
    @Nullable String step,
    int runs,
    int harmed,
    @Nullable String change,
    @Nullable String reason,
    double seconds) {
  /** Of a fault that somebody thought of: with a name, a story and harm. */
  public static final String PLANTED = "planted";

  /** Of a mutant. */
  public static final String GENERATED = "generated";

  /** A planted fault. */
  public static FaultRow planted(
      String module,
      String fault,
      String where,
      boolean caught,
      @Nullable String by,
      @Nullable String step,
      int runs,
      int harmed) {
    return new FaultRow(
        PLANTED, module, fault, where, caught, by, step, runs, harmed, null, null, 0);
  }

  /** Whether it is a mutant; the others are planted. */
  public boolean generated() {
    return kind.equals(GENERATED);
  }

  @JsonIgnore
  public boolean isPlanted() {
    return kind.equals(PLANTED);
  }
}
