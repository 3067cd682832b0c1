package org.lockstep.kit.replay;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;

/** A label, resolved: what is to be done, and by which worker (index, -1 for the environment). */
final class Move {
  final Label label;
  final ActionKind kind;
  final int thread;

  Move(Label label, ActionKind kind, int thread) {
    this.label = label;
    this.kind = kind;
    this.thread = thread;
  }

  static Move of(Label label, Alphabet alphabet, List<String> threads) {
    String thread = alphabet.thread(label);
    return new Move(label, alphabet.kind(label), thread == null ? -1 : threads.indexOf(thread));
  }

  /** Why this move cannot be made now, null if it can. */
  @Nullable String refusal(Baton baton) {
    if (kind == ActionKind.ENVIRONMENT) {
      return null;
    }
    Worker worker = baton.workers[thread];
    String name = baton.threads().get(thread);
    if (kind == ActionKind.THREAD_START) {
      return worker == null ? null : "thread " + name + " is running already";
    }
    if (worker == null) {
      return "thread " + name + " is not running";
    }
    if (kind == ActionKind.STEP) {
      return !label.action().equals(worker.point)
          ? "thread " + name + " is " + worker.whereabouts()
          : worker.isReady()
              ? null
              : "thread " + name + " would block at step point " + worker.point;
    }
    return worker.busy ? "thread " + name + " is not idle but " + worker.whereabouts() : null;
  }
}
