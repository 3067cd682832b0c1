package org.lockstep.event;

import org.lockstep.device.Gate;

/** Open when its event has counted this far. */
final class EventGate implements Gate {
  final Event event;
  final int value;
  private final EventPool pool;

  EventGate(EventPool pool, Event event, int value) {
    this.pool = pool;
    this.event = event;
    this.value = value;
  }

  @Override
  public boolean isOpen() {
    return event.cell.hasReached(value);
  }

  @Override
  public void whenOpen(Runnable waiter) {
    pool.whenReached(event, value, waiter);
  }
}
