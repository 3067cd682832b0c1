package org.lockstep.kit.replay;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.IntBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lockstep.kit.cover.PathCover;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.replay.BufferPlanEngine.Fault;

/** Adapters that would have a replay check less than it says: errors, never a pass. */
class PlanEngineMisuseTest {
  private static final StateGraph GRAPH = BufferModel.graph(List.of("p1", "p2"), List.of("c1"), 1);

  private static ReplayResult replay(PlanEngine<?> engine) {
    return PlanReplay.run(
        GRAPH, PathCover.of(GRAPH), engine, BufferModel.ALPHABET, ReplayOptions.standard());
  }

  @Test
  void anEngineThatContradictsItselfIsAnError() {
    assertMisuse(
        "encode(",
        new Wrapper() {
          @Override
          public int[] encode(Label label) {
            return new int[] {1, 2};
          }
        });
    assertMisuse(
        "would check nothing",
        new Wrapper() {
          @Override
          public int rowLength() {
            return 1;
          }
        });
    assertMisuse(
        "12 expected",
        new Wrapper() {
          @Override
          public int[] project(State state) {
            return new int[0];
          }
        });
    assertMisuse(
        "each thread needs its own",
        new Wrapper() {
          @Override
          public int readyBit(Label step) {
            return 0;
          }
        });
    assertMisuse(
        "from 0 to 30",
        new Wrapper() {
          @Override
          public int readyBit(Label step) {
            return 31;
          }
        });
    assertMisuse(
        "of a plan of",
        new Wrapper() {
          @Override
          public PlanRun run(int[] plan, int steps, IntBuffer rows) {
            return PlanRun.done(super.run(plan, steps, rows).steps() - 1);
          }
        });
  }

  private static void assertMisuse(String text, PlanEngine<?> engine) {
    IllegalStateException error = assertThrows(IllegalStateException.class, () -> replay(engine));
    assertTrue(String.valueOf(error.getMessage()).contains(text), error::toString);
  }

  /** A sound engine, but for what a test overrides. */
  private static class Wrapper implements PlanEngine<BufferPlanEngine.View> {
    private final BufferPlanEngine sound = new BufferPlanEngine(Fault.NONE);

    @Override
    public int[] encode(Label label) {
      return sound.encode(label);
    }

    @Override
    public int rowLength() {
      return sound.rowLength();
    }

    @Override
    public int[] project(State state) {
      return sound.project(state);
    }

    @Override
    public int readyBit(Label step) {
      return sound.readyBit(step);
    }

    @Override
    public PlanRun run(int[] plan, int steps, IntBuffer rows) {
      return sound.run(plan, steps, rows);
    }

    @Override
    public PlanDrive drive(int[] plan, int steps, IntBuffer rows) {
      return sound.drive(plan, steps, rows);
    }

    @Override
    public BufferPlanEngine.View view(int[] row) {
      return sound.view(row);
    }
  }

  @Test
  void aDriveWithoutRowsIsAnError() {
    Trace trace = Trace.of(GRAPH, PathCover.of(GRAPH).get(0));
    PlanEngine<?> silent =
        new Wrapper() {
          @Override
          public PlanDrive drive(int[] plan, int steps, IntBuffer rows) {
            return new PlanDrive(steps, null, List.of(), Map.of(), Map.of(), false, new int[13]);
          }
        };
    IllegalStateException error =
        assertThrows(IllegalStateException.class, () -> PlanReplay.drive(trace, silent));
    assertTrue(String.valueOf(error.getMessage()).contains("wrote no row"), error::toString);
  }
}
