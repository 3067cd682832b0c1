package org.lockstep.event;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.event.EventSession.Raising;

/** Fault: on the list, values are compared as if they never went around. */
public final class WaitListLostOnWrap extends EventPool {
  public WaitListLostOnWrap(EventPoolBuilder settings) {
    super(settings);
  }

  @Override
  void collect(Raising mine) {
    List<Waiter> later = new ArrayList<>();
    mine.cell.list.removeIf(waiter -> waiter.value() > mine.value && later.add(waiter));
    super.collect(mine);
    mine.cell.list.addAll(0, later);
  }
}
