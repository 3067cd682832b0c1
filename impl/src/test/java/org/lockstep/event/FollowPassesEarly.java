package org.lockstep.event;

/** Fault: a stream waits for what has been counted, not for what has been recorded. */
public final class FollowPassesEarly extends EventPool {
  public FollowPassesEarly(EventPoolBuilder settings) {
    super(settings);
  }

  @Override
  void ticket(EventSession me, Event event, String call) {
    super.ticket(me, event, call);
    if (call.equals("follow")) {
      me.ticket = event.cell.count().value();
    }
  }
}
