package org.lockstep.kit.replay;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A controlled thread. It runs only while it holds the baton; its fields belong to the baton's
 * holder.
 */
final class Worker extends Thread {
  final Baton baton;
  final int index;

  /** In an operation: parked at {@link #point}, or running. */
  boolean busy;

  @Nullable String point;
  @Nullable BooleanSupplier ready;

  /** The number of (thread, point) in the graph, -1 if the model does not know it. */
  int pointId = -1;

  @Nullable Move move;

  /** The operation of a client move, chosen by the script. */
  @Nullable Call call;

  boolean exiting;

  private boolean entering;
  private volatile boolean granted;
  private volatile boolean interruptPending;

  Worker(Baton baton, int index, String name) {
    super(null, null, name, 0, false);
    this.baton = baton;
    this.index = index;
    setDaemon(true);
  }

  @Override
  public void run() {
    baton.crew.greet(getName());
    try {
      awaitGrant();
      while (!exiting) {
        operate();
        if (!baton.pass(this)) {
          awaitGrant();
        }
      }
    } catch (Abandoned givenUp) {
      // The whole replay was given up (watchdog): nobody waits for this thread.
      return;
    }
  }

  private void operate() {
    Call operation = Baton.require(call);
    Throwable thrown = null;
    busy = true;
    entering = true;
    try {
      operation.run();
    } catch (Throwable t) {
      thrown = t;
    }
    busy = false;
    point = null;
    ready = null;
    // What an abandoned operation throws while it unwinds says nothing about the system.
    if (baton.abandoning || baton.givenUp) {
      interruptPending = false;
      Thread.interrupted();
      return;
    }
    if (thrown != null) {
      baton.script.threw(getName(), thrown);
    }
  }

  void reach(String name, @Nullable BooleanSupplier whetherReady) {
    if (baton.passesDriver(name)) {
      return;
    }
    if (baton.abandoning) {
      throw new Abandoned();
    }
    if (!baton.ignoresNothing && baton.alphabet.ignores(name)) {
      return;
    }
    // A client action of the same name as the first step point is that step: it is taken at once.
    boolean first = entering;
    entering = false;
    if (first && Baton.require(move).label.action().equals(name) && Baton.isReady(whetherReady)) {
      return;
    }
    point = name;
    ready = whetherReady;
    pointId = baton.pointId(index, name);
    if (!baton.pass(this)) {
      awaitGrant();
    }
    if (baton.abandoning) {
      throw new Abandoned();
    }
    point = null;
    ready = null;
  }

  boolean isReady() {
    return point != null && Baton.isReady(ready);
  }

  String whereabouts() {
    if (point == null) {
      return busy ? "running" : "idle";
    }
    return "at step point " + point + (isReady() ? "" : " (blocked)");
  }

  /**
   * Hands the baton to this thread; the caller must not touch anything of the replay afterwards.
   */
  void grant() {
    granted = true;
    LockSupport.unpark(this);
  }

  private void awaitGrant() {
    while (!granted) {
      if (baton.givenUp) {
        throw new Abandoned();
      }
      LockSupport.park(this);
    }
    granted = false;
    if (interruptPending) {
      interruptPending = false;
      super.interrupt();
    }
  }

  /**
   * An interrupt from another thread takes effect when this one next runs; a set flag would turn
   * parking into spinning.
   */
  @Override
  public void interrupt() {
    if (Thread.currentThread() == this) {
      super.interrupt();
    } else {
      interruptPending = true;
    }
  }

  @Override
  public boolean isInterrupted() {
    return interruptPending || super.isInterrupted();
  }
}
