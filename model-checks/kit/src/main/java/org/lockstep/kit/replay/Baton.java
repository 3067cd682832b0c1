package org.lockstep.kit.replay;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;

/**
 * Passes the right to run from thread to thread as a {@link Script} says. The calling thread of
 * {@link #run} is the conductor: it starts and ends workers and otherwise sleeps. All fields but
 * the volatile ones belong to the baton's holder.
 */
final class Baton implements ThreadSteps {
  final @Nullable Worker[] workers;
  final Crew crew;
  final Script script;
  final Alphabet alphabet;
  final boolean ignoresNothing;

  /** The path is over: operations in progress unwind, one thread at a time. */
  boolean abandoning;

  /** The watchdog ended the replay although a thread still has the baton. */
  volatile boolean givenUp;

  private final List<String> names;
  private final ReplayOptions options;
  private final Thread conductor = Thread.currentThread();
  private final AtomicLong progress = new AtomicLong();
  private volatile boolean conductorGranted;
  private volatile @Nullable Worker holder;
  private boolean inPath;
  private boolean over;
  private boolean observing;
  private @Nullable Move threadMove;
  private @Nullable Label environment;
  private @Nullable Label action;

  Baton(List<String> names, Script script, Alphabet alphabet, ReplayOptions options) {
    this.names = names;
    this.script = script;
    this.alphabet = alphabet;
    this.ignoresNothing = alphabet.ignoresNothing();
    this.options = options;
    this.crew = new Crew(this, names, options);
    this.workers = crew.workers;
  }

  /**
   * Carries out the whole script; no worker is left when it returns, unless the watchdog struck.
   */
  void run() {
    while (!over && !givenUp) {
      if (threadMove != null) {
        Move move = threadMove;
        threadMove = null;
        changeThread(move);
      } else if (!pass(null)) {
        awaitBaton();
      }
    }
    for (int i = 0; i < workers.length && !givenUp; i++) {
      endWorker(i);
    }
    crew.requireGreeted();
  }

  /**
   * Called by the baton's holder when its step is done. Makes moves until one needs another thread.
   *
   * @param me the calling worker, null for the conductor
   * @return true if the caller goes on, false if it has handed the baton over and must wait
   */
  boolean pass(@Nullable Worker me) {
    progress.lazySet(progress.getPlain() + 1);
    while (true) {
      if (givenUp) {
        if (me == null) {
          return true;
        }
        throw new Abandoned();
      }
      if (abandoning) {
        Worker busy = me != null && me.busy ? me : crew.firstBusy();
        if (busy != null) {
          return handTo(busy, me);
        }
        abandoning = false;
        inPath = false;
        end();
      }
      if (!inPath) {
        State initial = script.upcoming();
        over = initial == null;
        if (initial == null || (me != null && !crew.isAsIn(initial, script))) {
          return handToConductor(me);
        }
        begin(initial, me == null);
      }
      Move move = nextMove();
      if (move == null) {
        abandoning = true;
        continue;
      }
      action = move.label;
      switch (move.kind) {
        case ENVIRONMENT:
          environment(move);
          break;
        case THREAD_EXIT:
        case THREAD_START:
          if (me != null) {
            threadMove = move;
            return handToConductor(me);
          }
          changeThread(move);
          break;
        default:
          Worker worker = require(workers[move.thread]);
          worker.move = move;
          return handTo(worker, me);
      }
    }
  }

  private void begin(State initial, boolean mayChangeThreads) {
    for (int i = 0; mayChangeThreads && i < workers.length; i++) {
      boolean alive = script.alive(names.get(i), initial);
      if (alive && workers[i] == null) {
        crew.start(i);
      } else if (!alive) {
        endWorker(i);
      }
    }
    inPath = true;
    observing = true;
    try {
      script.begin(this);
    } catch (Throwable thrown) {
      script.threw(null, thrown);
    } finally {
      observing = false;
    }
  }

  private void end() {
    observing = true;
    try {
      script.end();
    } finally {
      observing = false;
    }
  }

  private @Nullable Move nextMove() {
    observing = true;
    try {
      return script.next(this);
    } catch (Throwable thrown) {
      script.threw(null, thrown);
      return null;
    } finally {
      observing = false;
    }
  }

  private void environment(Move move) {
    environment = move.label;
    try {
      script.environment(move.label);
    } catch (Throwable thrown) {
      script.threw(null, thrown);
    } finally {
      environment = null;
    }
  }

  private boolean handTo(Worker next, @Nullable Worker me) {
    if (next == me) {
      return true;
    }
    holder = next;
    next.grant();
    return false;
  }

  private boolean handToConductor(@Nullable Worker me) {
    if (me == null) {
      return true;
    }
    holder = null;
    conductorGranted = true;
    LockSupport.unpark(conductor);
    return false;
  }

  private void changeThread(Move move) {
    if (move.kind == ActionKind.THREAD_START) {
      crew.start(move.thread);
    } else {
      endWorker(move.thread);
    }
  }

  private void endWorker(int index) {
    Worker stubborn;
    try {
      stubborn = crew.end(index);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
    if (stubborn != null) {
      giveUp(stubborn, "did not end when told to");
    }
  }

  /**
   * Sleeps until the baton comes back; looks up now and then, only to see whether steps are still
   * being taken.
   */
  private void awaitBaton() {
    long limit = options.watchdog().toNanos();
    long seen = progress.get();
    long since = System.nanoTime();
    while (!conductorGranted) {
      LockSupport.parkNanos(this, limit / 4);
      if (Thread.currentThread().isInterrupted()) {
        throw interrupted();
      }
      long now = progress.get();
      if (now != seen) {
        seen = now;
        since = System.nanoTime();
      }
      Worker running = holder;
      if (System.nanoTime() - since > limit && running != null && !conductorGranted) {
        giveUp(running, "neither reached a step point nor finished");
        return;
      }
    }
    conductorGranted = false;
  }

  private void giveUp(Worker worker, String what) {
    Throwable where = new Throwable("thread " + worker.getName() + " was here");
    where.setStackTrace(worker.getStackTrace());
    script.stuck(
        worker.getName(),
        "thread "
            + worker.getName()
            + " "
            + what
            + " within "
            + options.watchdog().toSeconds()
            + " s",
        where);
    leave();
  }

  private IllegalStateException interrupted() {
    leave();
    return new IllegalStateException(
        "the thread that conducts the replay was interrupted: the replay is given up");
  }

  private void leave() {
    givenUp = true;
    crew.wakeAll();
  }

  int pointId(int thread, String point) {
    return script.pointId(thread, point);
  }

  static boolean isReady(@Nullable BooleanSupplier ready) {
    return ready == null || ready.getAsBoolean();
  }

  static <T> T require(@Nullable T value) {
    return Objects.requireNonNull(
        value, "the driver lost track of its threads: this is a bug of the driver");
  }

  /** Whether a step point is reached by the driver itself, which never stops. */
  boolean passesDriver(String point) {
    if (environment != null && !point.equals(environment.action())) {
      throw new IllegalStateException(
          "the environment's action "
              + environment
              + " reached the step point "
              + point
              + ": an environment's action is one step; let a controlled thread do what takes several");
    }
    return observing || environment != null;
  }

  @Override
  public void reach(String point, @Nullable BooleanSupplier ready) {
    Thread current = Thread.currentThread();
    if (current instanceof Worker && ((Worker) current).baton == this) {
      ((Worker) current).reach(point, ready);
    } else if (current != conductor || !passesDriver(point)) {
      throw new IllegalStateException(
          "thread "
              + current.getName()
              + " reached the step point "
              + point
              + " but is not one of the controlled threads "
              + names
              + ": operations must run on those");
    }
  }

  @Override
  public List<String> threads() {
    return names;
  }

  @Override
  public @Nullable Thread thread(String name) {
    int index = names.indexOf(name);
    return index < 0 ? null : workers[index];
  }

  @Override
  public @Nullable String current() {
    Thread current = Thread.currentThread();
    return current instanceof Worker && ((Worker) current).baton == this ? current.getName() : null;
  }

  @Override
  public Label action() {
    if (action == null) {
      throw new IllegalStateException("no action is being carried out yet");
    }
    return action;
  }
}
