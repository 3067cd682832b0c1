package org.lockstep.event;

/** Fault: on the list, values are compared as if they never went around. */
public final class WaitListLostOnWrap extends EventPool {
  public WaitListLostOnWrap(EventPoolBuilder settings) {
    super(settings);
  }

  @Override
  boolean isOver(int counter, int value) {
    return value <= counter;
  }
}
