package org.lockstep.gate.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.model.Value;

/**
 * What happens next after a counterexample: the calls that the damage needs to come to light, such
 * as the next thread that wants a lock which was leaked.
 */
public final class Aftermath {
  private static final Value NONE = Value.model("None");
  private static final int FOREVER = -1;

  private Aftermath() {}

  /** The trace with these calls appended, each by a thread that its last state has idle. */
  public static Trace of(String fault, Trace trace) {
    State last = trace.states().get(trace.states().size() - 1);
    List<Label> more =
        switch (fault) {
          case "StaleBindingAfterExit" -> successor(last);
          case "AliasedBinding", "CounterSkip" ->
              idle(last).stream().map(t -> Label.of("CallCurrent", t)).toList();
          case "AbandonedQueueOwner", "SignalSilentlyDropped" -> callAgain(last, "synchronize");
          case "WaitOnOwnQueue" -> callAgain(last, "kernel");
          case "EncoderCapturedOutside" -> endedBesideWhoOpens(last);
          case "GuardForgetsPrevious" -> submits(last);
          case "GuardEndsElsewhere" -> endsAndSubmits(last);
          case "WaitsUnderLock" -> callAgain(last, "open");
          case "LeakedLock" -> nextCaller(last);
          case "WaitUnderLock" -> handler(last);
          case "CloseCutsOff", "StaleReleaseFreesOther" -> lessees(last, "CallSubmit");
          case "DeadlineRestarts" -> ticks(last);
          case "LeakOnFailedAcquire" -> givenBackAndTried(last);
          case "ReleaseBeforeDrain", "UseAfterRelease" -> nextLessee(last);
          case "WakeupLostOnCancel" ->
              idleClients(last).map(t -> Label.of("CallAcquire", t, Value.of(FOREVER))).toList();
          case "DestroyedEventReused", "GiveTwiceFreesOther", "SettleBeforeTell" ->
              homeAndTaken(last);
          case "WaitHoldsPoolLock" -> wantsPool(last);
          default -> List.<Label>of();
        };
    if (more.isEmpty()) {
      return trace;
    }
    List<State> states = new ArrayList<>(trace.states());
    List<Label> labels = new ArrayList<>(trace.labels());
    for (Label label : more) {
      labels.add(label);
      // Nobody compares them: the model has no such states.
      states.add(last);
    }
    return new Trace(states, labels, trace.loopTo(), trace.meta());
  }

  /** Whoever takes the role of a thread that is gone, and asks for its stream. */
  private static List<Label> successor(State last) {
    List<Label> labels = new ArrayList<>();
    for (Value thread : at(last, "Gone")) {
      labels.add(Label.of("ThreadStart", thread));
      labels.add(Label.of("CallCurrent", thread));
    }
    return labels;
  }

  private static List<Label> nextCaller(State last) {
    return encoders(last)
        .filter(t -> !t.equals(last.get("owner").apply(Value.of("encoding"))))
        .limit(1)
        .map(t -> Label.of("Call", t, Value.of("contiguous")))
        .toList();
  }

  /** One who is in no call, nor on the queue, makes this one. */
  private static List<Label> callAgain(State last, String call) {
    Value.Fun calls = (Value.Fun) last.get("call");
    return idle(last).stream()
        .filter(t -> calls.entries().containsKey(t) && !t.equals(last.get("owner")))
        .limit(1)
        .map(t -> Label.of("Call", t, Value.of(call)))
        .toList();
  }

  /** Who has fetched its encoder waits for the queue; another one ends the encoder meanwhile. */
  private static List<Label> endedBesideWhoOpens(State last) {
    List<Label> labels = new ArrayList<>();
    at(last, "Open").forEach(t -> labels.add(Label.of("Open", t)));
    for (Label other : callAgain(last, "synchronize")) {
      labels.add(other);
      Value thread = other.args().get(0);
      labels.add(Label.of("Enter", thread));
      labels.add(Label.of("Close", thread));
    }
    return labels;
  }

  /** Whose stream is another one than it was submits a work. */
  private static List<Label> submits(State last) {
    return usersOfGuards(last)
        .flatMap(t -> Stream.of(Label.of("Call", t, Value.of("submit")), Label.of("Commit", t)))
        .toList();
  }

  /** Whose guard another one has ended ends it too, and submits a work. */
  private static List<Label> endsAndSubmits(State last) {
    List<Label> labels = new ArrayList<>();
    usersOfGuards(last).forEach(t -> labels.add(Label.of("End", t, Value.of(1))));
    labels.addAll(submits(last));
    return labels;
  }

  /** The thread of the first guard. */
  private static Stream<Value> usersOfGuards(State last) {
    return Stream.of(last.get("guard").apply(Value.of(1)).apply(Value.of("by")));
  }

  private static Stream<Value> encoders(State last) {
    Value.Fun pending = (Value.Fun) last.get("pending");
    return idle(last).stream().filter(pending.entries()::containsKey);
  }

  private static List<Label> handler(State last) {
    Value.Fun pending = (Value.Fun) last.get("pending");
    return idle(last).stream()
        .filter(t -> !pending.entries().containsKey(t))
        .limit(1)
        .map(t -> Label.of("GpuComplete", t))
        .toList();
  }

  /** Work that is on its way is committed, and a thread that is in no call gets a stream. */
  private static List<Label> nextLessee(State last) {
    List<Label> labels = new ArrayList<>();
    at(last, "Commit").forEach(t -> labels.add(Label.of("Commit", t)));
    idleClients(last)
        .limit(1)
        .forEach(
            t ->
                Stream.of("CallTry", "CheckWaiting", "Claim")
                    .forEach(action -> labels.add(Label.of(action, t))));
    return labels;
  }

  private static List<Label> lessees(State last, String call) {
    return idleClients(last)
        .filter(t -> !last.get("lease").apply(t).equals(NONE))
        .map(t -> Label.of(call, t))
        .toList();
  }

  /** The stream comes home; whoever has no stream tries for one. */
  private static List<Label> givenBackAndTried(State last) {
    List<Label> labels = new ArrayList<>(lessees(last, "CallRelease"));
    labels.addAll(lessees(last, "Free"));
    idleClients(last)
        .filter(t -> last.get("lease").apply(t).equals(NONE))
        .forEach(t -> labels.add(Label.of("CallTry", t)));
    return labels;
  }

  /** Whoever has the pool's lock gives it back, what is on its way home arrives, and is taken. */
  private static List<Label> homeAndTaken(State last) {
    List<Label> labels = new ArrayList<>();
    Value holder = last.get("guard");
    for (String point : List.of("Pop", "Push", "UnlockPool")) {
      if (at(last, point).contains(holder)) {
        Stream.of(point, "UnlockPool").distinct().forEach(a -> labels.add(Label.of(a, holder)));
      }
    }
    for (Value bringer : at(last, "LockPool")) {
      labels.add(Label.of("LockPool", bringer));
      labels.add(Label.of("Push", bringer));
      labels.add(Label.of("UnlockPool", bringer));
    }
    Value.Fun ops = (Value.Fun) last.get("op");
    Stream.of(idle(last), at(last, "LockPool"), List.of(holder))
        .flatMap(List::stream)
        .filter(ops.entries()::containsKey)
        .limit(1)
        .forEach(
            t ->
                Stream.of("CallTake", "LockPool", "Pop", "UnlockPool")
                    .forEach(action -> labels.add(Label.of(action, t))));
    return labels;
  }

  /** Whoever uses events beside the one with the pool's lock ends its call, and takes one more. */
  private static List<Label> wantsPool(State last) {
    Value.Fun ops = (Value.Fun) last.get("op");
    List<Label> labels = new ArrayList<>();
    for (Value other : ops.entries().keySet()) {
      if (!other.equals(last.get("guard"))) {
        String at = Values.text(((Value.Fun) last.get("pc")).apply(other));
        if (at.equals("Mark")) {
          labels.add(Label.of("Mark", other));
        }
        if (at.equals("Mark") || at.equals("Leave")) {
          labels.add(Label.of("Leave", other));
        }
        labels.add(Label.of("CallTake", other));
        return labels;
      }
    }
    return labels;
  }

  /** Whoever has time left waits that long. */
  private static List<Label> ticks(State last) {
    Value.Fun left = (Value.Fun) last.get("left");
    return left.entries().keySet().stream()
        .filter(t -> Values.integer(left.apply(t)) > 0)
        .map(t -> Label.of("Tick", t))
        .toList();
  }

  private static Stream<Value> idleClients(State last) {
    Value.Fun left = (Value.Fun) last.get("left");
    return idle(last).stream().filter(left.entries()::containsKey);
  }

  private static List<Value> idle(State state) {
    return at(state, "Idle");
  }

  private static List<Value> at(State state, String point) {
    Value.Fun pc = (Value.Fun) state.get("pc");
    return pc.entries().keySet().stream().filter(t -> pc.apply(t).equals(Value.of(point))).toList();
  }
}
