package org.lockstep.gate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.engine.FaultRun;
import org.lockstep.gate.engine.Refusal;
import org.lockstep.gate.engine.Target;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.replay.Alphabet;
import org.lockstep.kit.replay.Call;
import org.lockstep.kit.replay.Divergence;
import org.lockstep.kit.replay.DriveResult;
import org.lockstep.kit.replay.Replay;
import org.lockstep.kit.replay.ReplayOptions;
import org.lockstep.kit.replay.ReplayResult;
import org.lockstep.kit.replay.Subject;
import org.lockstep.kit.replay.SubjectFactory;
import org.lockstep.kit.replay.ThreadSteps;

/** An engine for the module Till, replayed in earnest, with the rot that a test asks for. */
record TillEngine(Rot rot) implements EngineUnderTest {
  /** What is rotten about the engine. */
  enum Rot {
    NONE,
    ABSENT,
    NO_COVER,
    NO_VIEW,
    FAULT_LIKE_SOUND,
    SOUND_LIKE_FAULT,
    HARM_EVERYWHERE
  }

  private static final int MOST = 2;
  private static final Alphabet ALPHABET =
      Alphabet.builder().client("Pay").steps("Drop").environment("Empty").build();

  /** Maps as views: with the rot NO_VIEW they are empty. */
  private record Factory(boolean full, boolean shows)
      implements SubjectFactory<Map<String, Integer>> {
    @Override
    public Subject<Map<String, Integer>> create(ThreadSteps steps) {
      return new Till(steps, this);
    }

    @Override
    public Map<String, Integer> project(State state) {
      return show(((Value.Int) state.get("sum")).value());
    }

    Map<String, Integer> show(int sum) {
      return shows ? Map.of("sum", sum) : Map.of();
    }
  }

  private static final class Till implements Subject<Map<String, Integer>> {
    private final ThreadSteps steps;
    private final Factory factory;
    private int sum;

    Till(ThreadSteps steps, Factory factory) {
      this.steps = steps;
      this.factory = factory;
    }

    @Override
    public Map<String, Integer> view() {
      return factory.show(sum);
    }

    @Override
    public Call call(Label pay) {
      return () -> {
        steps.reach("Drop", () -> factory.full() || sum < MOST);
        sum++;
      };
    }

    @Override
    public void environment(Label empty) {
      sum = 0;
    }
  }

  private Factory sound() {
    return new Factory(rot == Rot.SOUND_LIKE_FAULT, rot != Rot.NO_VIEW);
  }

  private Factory faulty() {
    return new Factory(rot != Rot.FAULT_LIKE_SOUND, true);
  }

  @Override
  public String name() {
    return "till";
  }

  @Override
  public Optional<String> absence() {
    return rot == Rot.ABSENT
        ? Optional.of("the engine is absent: nobody has built it")
        : Optional.empty();
  }

  @Override
  public String soundCode() {
    return "sound " + rot;
  }

  @Override
  public String faultyCode() {
    return "faulty " + rot;
  }

  @Override
  public Alphabet alphabet(String module) {
    return ALPHABET;
  }

  @Override
  public ReplayResult replay(Target target, StateGraph graph, List<Path> paths) {
    List<Path> driven = rot == Rot.NO_COVER ? List.of() : paths;
    // The rot SOUND_LIKE_FAULT is about the fault's schedule: the model's own paths stay sound.
    Factory factory = new Factory(false, rot != Rot.NO_VIEW);
    return Replay.run(graph, driven, factory, ALPHABET, ReplayOptions.standard());
  }

  @Override
  public ReplayResult replay(Target target, Trace trace) {
    return Replay.trace(trace, sound(), ALPHABET, ReplayOptions.standard(), null);
  }

  @Override
  public FaultRun driveFault(Target fault, Trace trace, int runs) {
    int harmed = 0;
    String first = null;
    for (int i = 0; i < runs; i++) {
      String harm = harm(drive(faulty(), trace));
      harmed += harm == null ? 0 : 1;
      first = first == null ? harm : first;
    }
    return new FaultRun(runs, harmed, first, harmed == runs ? null : "no coin was lost");
  }

  @Override
  public Refusal refuse(Target fault, Trace trace) {
    Divergence divergence = replay(fault, trace).divergence();
    Label label = divergence == null ? null : divergence.label();
    String step = label == null || divergence == null ? null : divergence.step() + " " + label;
    String alarm = rot == Rot.SOUND_LIKE_FAULT ? null : harm(drive(sound(), trace));
    return new Refusal(step, null, alarm);
  }

  private static DriveResult<Map<String, Integer>> drive(Factory factory, Trace trace) {
    return Replay.drive(trace, factory, ALPHABET, ReplayOptions.standard());
  }

  private @Nullable String harm(DriveResult<Map<String, Integer>> driven) {
    Map<String, Integer> view = driven.afterSchedule();
    Map<String, Integer> end = view == null ? driven.finalView() : view;
    int sum = end == null ? 0 : end.getOrDefault("sum", 0);
    return sum > MOST || rot == Rot.HARM_EVERYWHERE
        ? sum + " coins lie in a till for " + MOST
        : null;
  }
}
