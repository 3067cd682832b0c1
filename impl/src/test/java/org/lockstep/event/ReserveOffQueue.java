package org.lockstep.event;

/** Fault: the value of a signal is reserved before it is its turn on the queue. */
public final class ReserveOffQueue extends EventPool {
  public ReserveOffQueue(EventPoolBuilder settings) {
    super(settings);
  }

  @Override
  void recordInTurn(EventSession me, Event event) {
    reserve(me, event);
    event.stream.inTurn(() -> mark(me, () -> signal(me, event)));
  }
}
