package org.lockstep.event;

import org.lockstep.event.EventSession.Raising;

/** Fault: an event comes home before those who waited for it have been told. */
public final class SettleBeforeTell extends EventPool {
  public SettleBeforeTell(EventPoolBuilder settings) {
    super(settings);
  }

  @Override
  void tellAndSettle(Raising mine) {
    if (settle(mine.cell)) {
      bringHome(mine.cell);
    }
    while (!mine.todo.isEmpty()) {
      tell(mine);
    }
  }
}
