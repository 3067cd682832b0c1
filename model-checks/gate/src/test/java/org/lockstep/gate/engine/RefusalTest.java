package org.lockstep.gate.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lockstep.gate.subject.LeasePoolSubject;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.replay.DriveResult;

class RefusalTest {
  private static final Label LOOK = Label.of("Look", Value.model("b"));
  private static final Label PARK = Label.of("Park", Value.model("b"));
  private static final Label TICK = Label.of("Tick", Value.model("b"));
  private static final State STATE = new State(List.of("woken"), List.of(Value.of(1)));
  private static final Trace STUCK = new Trace(List.of(STATE, STATE), List.of(LOOK), 1, Map.of());

  private static DriveResult<String> driven(
      int steps, DriveResult.@Nullable Refusal refusal, Label... taken) {
    return new DriveResult<>(
        steps, refusal, List.of(taken), Map.of(), Map.of(), false, "then", "end");
  }

  private static @Nullable Label goesOn(Trace trace, DriveResult<?> driven) {
    return Refusal.goesOn(trace, driven, LeasePoolSubject.ALPHABET);
  }

  @Test
  void toGoOnWhereTheFaultyEngineIsStuckIsARefusal() {
    assertEquals(PARK, goesOn(STUCK, driven(1, null, LOOK, PARK)));
    Refusal refusal = Refusal.of(null, List.of(), PARK, null, null);
    assertEquals("to stop", refusal.step());
  }

  @Test
  void toBeStuckTooIsNone() {
    assertNull(goesOn(STUCK, driven(1, null, LOOK)));
    assertNull(Refusal.of(null, List.of(), null, null, null).step());
  }

  @Test
  void thatTimePassesIsNone() {
    assertNull(goesOn(STUCK, driven(1, null, LOOK, TICK)));
  }

  @Test
  void whatTheEngineDoesAfterAnotherScheduleIsNone() {
    assertNull(goesOn(STUCK.unrolled(1), driven(1, null, LOOK, PARK)));
    DriveResult.Refusal early = new DriveResult.Refusal(0, LOOK, "not there");
    assertNull(goesOn(STUCK, driven(0, early, PARK)));
  }

  private static final Label OTHER = Label.of("Look", Value.model("c"));

  /** Thread c looks again and again, and b is at Park all the time. */
  private static final Trace ROUND =
      new Trace(List.of(STATE, STATE, STATE), List.of(LOOK, OTHER, OTHER), 1, Map.of());

  private static @Nullable Label passedOver(Trace trace, Label next, Predicate<Trace> takes) {
    DriveResult<String> driven = driven(3, null, LOOK, OTHER, OTHER, next);
    return Refusal.passedOver(trace, driven, LeasePoolSubject.ALPHABET, takes);
  }

  @Test
  void toPassOverAStepForEverIsARefusal() {
    List<Trace> tried = new ArrayList<>();
    assertEquals(PARK, passedOver(ROUND, PARK, tried::add));
    assertEquals(
        List.of(List.of(LOOK, PARK), List.of(LOOK, OTHER, PARK), List.of(LOOK, OTHER, OTHER, PARK)),
        tried.stream().map(Trace::labels).toList());
    Refusal refusal = Refusal.of(null, List.of(), null, PARK, null);
    assertEquals("to pass over Park(b)", refusal.step());
  }

  @Test
  void aStepThatCannotBeTakenAllTheTimeIsNotPassedOver() {
    assertNull(passedOver(ROUND, PARK, tried -> tried.labels().size() != 3));
  }

  @Test
  void aStepOfAThreadThatActsInTheLoopIsNotPassedOver() {
    assertNull(passedOver(ROUND, OTHER, tried -> true));
    assertNull(passedOver(ROUND.unrolled(1), PARK, tried -> true));
  }
}
