package org.lockstep.event;

import java.util.List;
import org.lockstep.event.EventSession.Result;

/** Fault: whoever gives up stays on the list. */
public final class TimeoutLeavesWaiter extends EventPool {
  public TimeoutLeavesWaiter(EventPoolBuilder settings) {
    super(settings);
  }

  @Override
  void look(EventSession me, Event event) {
    List<Waiter> before = List.copyOf(event.cell.list);
    super.look(me, event);
    if (me.result == Result.TIMEOUT) {
      event.cell.list.clear();
      event.cell.list.addAll(before);
    }
  }
}
