package org.lockstep.kit.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.model.Value;

/**
 * Takes the steps of one schedule, then steps the threads round robin until none can move; compares
 * nothing.
 */
final class DriveScript<V> implements Script {
  private static final int FINISHING_STEPS = 10_000;

  private final Trace trace;
  private final SubjectFactory<V> factory;
  private final Alphabet alphabet;
  private final List<String> threads;
  private final @Nullable Consumer<V> watcher;
  private final List<Label> taken = new ArrayList<>();
  private final Map<String, Throwable> thrown = new TreeMap<>();
  private final Map<String, String> stuck = new TreeMap<>();
  private @Nullable Subject<V> subject;
  private DriveResult.@Nullable Refusal refusal;
  private @Nullable V afterSchedule;
  private @Nullable V finalView;
  private boolean begun;
  private boolean finishing;
  private boolean endless;
  private int driven;
  private int turn;
  private int finishingSteps;

  DriveScript(
      Trace trace,
      SubjectFactory<V> factory,
      Alphabet alphabet,
      List<String> threads,
      @Nullable Consumer<V> watcher) {
    this.watcher = watcher;
    this.trace = trace;
    this.factory = factory;
    this.alphabet = alphabet;
    this.threads = threads;
  }

  @Override
  public @Nullable State upcoming() {
    return begun ? null : trace.states().get(0);
  }

  @Override
  public boolean alive(String thread, State initial) {
    return factory.alive(thread, initial);
  }

  @Override
  public void begin(Baton baton) {
    begun = true;
    subject = factory.create(baton, trace.states().get(0));
  }

  @Override
  public @Nullable Move next(Baton baton) {
    Subject<V> current = subject;
    if (current == null) {
      return null;
    }
    if (!finishing) {
      if (watcher != null) {
        watcher.accept(current.view());
      }
      Move move = driven < trace.labels().size() ? scheduled(current, baton) : null;
      if (move != null) {
        return move;
      }
      finishing = true;
      afterSchedule = current.view();
    }
    Move move = finishing(current, baton);
    if (move == null) {
      finalView = current.view();
      for (Worker worker : baton.workers) {
        if (worker != null && worker.busy) {
          stuck.put(worker.getName(), worker.whereabouts());
        }
      }
    }
    return move;
  }

  private @Nullable Move scheduled(Subject<V> current, Baton baton) {
    Label label = trace.labels().get(driven);
    Move move = Move.of(label, alphabet, threads);
    String reason = move.refusal(baton);
    if (reason == null && move.kind == ActionKind.CLIENT) {
      Call call = current.call(label);
      Baton.require(baton.workers[move.thread]).call = call;
      reason = call == null ? "the system cannot start it now" : null;
    }
    if (reason == null && move.kind == ActionKind.ENVIRONMENT && !current.canHappen(label)) {
      reason = "it cannot happen now";
    }
    if (reason != null) {
      refusal = new DriveResult.Refusal(driven, label, reason);
      return null;
    }
    driven++;
    taken.add(label);
    return move;
  }

  private @Nullable Move finishing(Subject<V> current, Baton baton) {
    if (finishingSteps++ == FINISHING_STEPS) {
      endless = true;
      return null;
    }
    for (int i = 0; i < threads.size(); i++) {
      int index = (turn + i) % threads.size();
      Worker worker = baton.workers[index];
      if (worker != null && worker.point != null && worker.isReady()) {
        turn = index + 1;
        return take(Label.of(worker.point, Value.of(threads.get(index))), ActionKind.STEP, index);
      }
    }
    Set<Label> events = current.environmentEnabled();
    if (events == null || events.isEmpty()) {
      return null;
    }
    return take(
        events.stream().min(Comparator.comparing(Label::toString)).get(),
        ActionKind.ENVIRONMENT,
        -1);
  }

  private Move take(Label label, ActionKind kind, int thread) {
    taken.add(label);
    return new Move(label, kind, thread);
  }

  @Override
  public int pointId(int thread, String point) {
    return -1;
  }

  @Override
  public void environment(Label label) {
    Baton.require(subject).environment(label);
  }

  @Override
  public void threw(@Nullable String thread, Throwable problem) {
    thrown.putIfAbsent(thread == null ? "subject" : thread, problem);
  }

  @Override
  public void end() {
    Subject<V> ended = subject;
    subject = null;
    if (ended != null) {
      try {
        ended.close();
      } catch (RuntimeException | Error problem) {
        threw(null, problem);
      }
    }
  }

  @Override
  public void stuck(String thread, String message, Throwable where) {
    stuck.put(thread, message);
    thrown.putIfAbsent(thread, where);
  }

  DriveResult<V> result() {
    return new DriveResult<>(
        driven,
        refusal,
        List.copyOf(taken),
        Map.copyOf(thrown),
        Map.copyOf(stuck),
        endless,
        afterSchedule,
        finalView);
  }
}
