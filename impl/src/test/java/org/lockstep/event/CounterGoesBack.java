package org.lockstep.event;

/** Fault: the counter is set to what a signal says, also after a later one. */
public final class CounterGoesBack extends EventPool {
  public CounterGoesBack(EventPoolBuilder settings) {
    super(settings);
  }

  @Override
  void raise(EventCell cell, int value) {
    super.raise(cell, value);
    cell.change(cell.count(), new EventCell.Count(value, System.nanoTime()));
  }
}
