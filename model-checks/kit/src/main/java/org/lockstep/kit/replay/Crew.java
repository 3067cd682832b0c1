package org.lockstep.kit.replay;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.State;

/**
 * The controlled threads of a replay; belongs to the baton's holder, and only the conductor starts
 * and ends threads.
 */
final class Crew {
  final @Nullable Worker[] workers;

  private final Baton baton;
  private final List<String> names;
  private final ReplayOptions options;
  private volatile @Nullable Throwable hookFailure;

  Crew(Baton baton, List<String> names, ReplayOptions options) {
    this.baton = baton;
    this.names = names;
    this.options = options;
    this.workers = new @Nullable Worker[names.size()];
  }

  void start(int index) {
    Worker worker = new Worker(baton, index, names.get(index));
    workers[index] = worker;
    worker.start();
  }

  /** Ends an idle thread and waits for it; returns the thread if it does not end. */
  @Nullable Worker end(int index) throws InterruptedException {
    Worker worker = workers[index];
    workers[index] = null;
    if (worker == null) {
      return null;
    }
    worker.exiting = true;
    worker.grant();
    worker.join(options.watchdog().toMillis());
    return worker.isAlive() ? worker : null;
  }

  @Nullable Worker firstBusy() {
    for (Worker worker : workers) {
      if (worker != null && worker.busy) {
        return worker;
      }
    }
    return null;
  }

  /** Where each running thread is, for messages. */
  String whereabouts() {
    StringBuilder text = new StringBuilder();
    for (Worker worker : workers) {
      text.append(worker == null ? "" : "; " + worker.getName() + " " + worker.whereabouts());
    }
    return text.toString();
  }

  /** Whether exactly those threads run that run in this state. */
  boolean isAsIn(State initial, Script script) {
    for (int i = 0; i < workers.length; i++) {
      if (script.alive(names.get(i), initial) != (workers[i] != null)) {
        return false;
      }
    }
    return true;
  }

  /** Lets parked threads see that the replay is given up. */
  void wakeAll() {
    for (Worker worker : workers) {
      if (worker != null) {
        LockSupport.unpark(worker);
      }
    }
  }

  /** Runs the user's hook on a new thread; what it throws is reported at the end of the replay. */
  void greet(String thread) {
    try {
      options.onThreadStart().accept(thread);
    } catch (Throwable thrown) {
      hookFailure = thrown;
    }
  }

  void requireGreeted() {
    Throwable failure = hookFailure;
    if (failure != null) {
      throw new IllegalStateException(
          "onThreadStart failed on a controlled thread: " + failure, failure);
    }
  }
}
