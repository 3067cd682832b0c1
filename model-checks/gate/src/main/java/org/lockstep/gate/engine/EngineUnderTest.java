package org.lockstep.gate.engine;

import java.util.List;
import java.util.Optional;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.replay.Alphabet;
import org.lockstep.kit.replay.ReplayResult;

/** One of the implementations that are held to the models. */
public interface EngineUnderTest {
  /** The name that users type: {@code java} or {@code native}. */
  String name();

  /** Why this engine cannot be checked here, empty if it can. */
  Optional<String> absence();

  /** The hash of all code that a replay on the sound engine runs through. */
  String soundCode();

  /** The hash of the code of the variants with faults. */
  String faultyCode();

  /** What the actions of a module are to the driver. */
  Alphabet alphabet(String module);

  /** Replays paths of a model's graph, with the enabled steps compared after every step. */
  ReplayResult replay(Target target, StateGraph graph, List<Path> paths);

  /** Replays one trace; without a graph, enabled steps are not compared. */
  ReplayResult replay(Target target, Trace trace);

  /** Drives the schedule of a trace on the variant with this fault, again and again. */
  FaultRun driveFault(Target fault, Trace trace, int runs);

  /**
   * Tries the schedule of a fault, once round its loop, on the sound engine. If it ends stuttering,
   * going on is a refusal too: there the faulty engine is stuck. If it loops, so is a step that
   * could be taken all through the loop, and is not.
   */
  Refusal refuse(Target fault, Trace trace);

  /**
   * Drives a schedule without judging it and keeps what the engine shows, for a reader.
   *
   * @param faulty whether on the variant with the fault that the target is
   * @return empty if this engine cannot be watched
   */
  default Optional<Observation> watch(Target target, Trace trace, boolean faulty) {
    return Optional.empty();
  }
}
