package org.lockstep.kit.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.lockstep.kit.cover.PathCover;
import org.lockstep.kit.manifest.Entry;
import org.lockstep.kit.manifest.Expectation;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.replay.BoundedBuffer.Fault;
import org.lockstep.kit.tlc.Specs;
import org.lockstep.kit.tlc.Tlc;

/**
 * The whole way, to be copied: a class with a seam, its specification at the grain of that seam, a
 * manifest that pins what TLC finds, every transition replayed with real threads, and a fault that
 * both TLC and the replay catch.
 */
class BoundedBufferStepsTest {
  private static final Manifest MANIFEST =
      Manifest.read(
          Specs.module("BoundedBufferSteps/BoundedBufferSteps").resolveSibling("manifest.json"));

  private static final Alphabet ALPHABET =
      Alphabet.builder()
          .client("CallPut", "CallTake")
          .steps("Lock", "Wait", "Wake", "Put", "Take", "Notify", "Unlock")
          .ignoredPoints("Change") // a look at the elements under the lock changes nothing
          .build();

  /** The model's variables but pc: the driver compares the step points itself. */
  private record View(List<String> buffer, String owner, SortedSet<String> waiting) {}

  private record Factory(Fault fault) implements SubjectFactory<View> {
    @Override
    public Subject<View> create(ThreadSteps steps) {
      BoundedBuffer buffer = new BoundedBuffer(steps, 1, fault);
      return new Subject<>() {
        @Override
        public View view() {
          return new View(buffer.elements(), buffer.owner(), buffer.waiting());
        }

        @Override
        public Call call(Label action) {
          return switch (action.action()) {
            case "CallPut" -> () -> buffer.put(action.args().get(0).toString());
            case "CallTake" -> buffer::take;
            default -> throw new IllegalArgumentException("no call " + action);
          };
        }
      };
    }

    @Override
    public View project(State state) {
      String owner = state.get("owner").toString();
      return new View(
          names(((Value.Seq) state.get("buffer")).elements()),
          owner.equals("None") ? "none" : owner,
          new TreeSet<>(names(((Value.Set) state.get("waiting")).elements())));
    }

    private static List<String> names(List<Value> values) {
      return values.stream().map(Value::toString).toList();
    }
  }

  private static StateGraph graph() {
    return Tlc.graph(MANIFEST.entry("MCBoundedBufferSteps_small").request(MANIFEST));
  }

  private static ReplayResult replay(StateGraph graph, Fault fault) {
    PathCover.Options options = PathCover.Options.standard().withAgent(ALPHABET::agent);
    return Replay.run(
        graph,
        PathCover.of(graph, options),
        new Factory(fault),
        ALPHABET,
        ReplayOptions.standard());
  }

  private static Trace counterexample() {
    Trace trace = Tlc.check(MANIFEST.entry("LostWakeup").request(MANIFEST)).counterexample();
    assertNotNull(trace);
    return trace;
  }

  @Test
  void tlcFindsWhatTheManifestPromises() {
    for (Entry entry : MANIFEST.entries()) {
      assertEquals(
          List.of(), Expectation.compare(entry, Tlc.check(entry.request(MANIFEST))), entry.name());
      assertNotNull(entry.expected().measuredOn(), entry.name());
    }
  }

  @Test
  void theCodeTakesEveryTransitionOfTheModel() {
    StateGraph graph = graph();
    ReplayResult result = replay(graph, Fault.NONE);
    assertTrue(result.complete(), result::toString);
    assertEquals(graph.edgeCount(), result.transitionsReplayed());
    assertEquals(result.statesCompared(), result.enablednessChecks());
  }

  @Test
  void theReplayFindsTheLostWakeup() {
    Divergence divergence = replay(graph(), Fault.LOST_WAKEUP).divergence();
    assertNotNull(divergence);
    assertEquals(Divergence.Kind.STATE_DIFFERS, divergence.kind());
    assertEquals("Notify", divergence.label() == null ? "" : divergence.label().action());
    assertTrue(divergence.message().contains("waiting: model []"), divergence.message());
    assertTrue(divergence.shortest());
  }

  /** TLC's counterexample is no artefact of the model: the faulty code really comes to a halt. */
  @Test
  void theFaultyCodeReallyStopsForEver() {
    DriveResult<View> result =
        Replay.drive(
            counterexample(), new Factory(Fault.LOST_WAKEUP), ALPHABET, ReplayOptions.standard());
    assertNull(result.refusal(), () -> String.valueOf(result.refusal()));
    assertEquals(Set.of("c1", "p1", "p2"), result.stuck().keySet());
    assertTrue(result.stuck().values().stream().allMatch(at -> at.contains("Wake (blocked)")));
  }

  @Test
  void theSoundCodeDoesNotFollowTheCounterexample() {
    Divergence divergence =
        Replay.trace(
                counterexample(), new Factory(Fault.NONE), ALPHABET, ReplayOptions.standard(), null)
            .divergence();
    assertNotNull(divergence);
    assertEquals("Notify", divergence.label() == null ? "" : divergence.label().action());
  }
}
