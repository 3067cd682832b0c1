package org.lockstep.event;

import org.lockstep.event.EventSession.Result;

/** Fault: whoever is still on the list takes its wait for over. */
public final class InvertedWaitFlag extends EventPool {
  public InvertedWaitFlag(EventPoolBuilder settings) {
    super(settings);
  }

  @Override
  void look(EventSession me, Event event) {
    super.look(me, event);
    if (me.result == Result.WAITING) {
      me.result = Result.DONE;
    } else if (me.result == Result.DONE) {
      me.result = Result.WAITING;
    }
  }
}
