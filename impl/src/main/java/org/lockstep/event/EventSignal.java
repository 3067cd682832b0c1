package org.lockstep.event;

/** What the device calls when it has come to a signal; an object, for a replay to know it by. */
record EventSignal(EventPool pool, EventCell cell, int value) implements Runnable {
  @Override
  public void run() {
    pool.reached(cell, value);
  }
}
