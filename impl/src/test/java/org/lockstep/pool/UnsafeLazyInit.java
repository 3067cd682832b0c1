package org.lockstep.pool;

/** Fault: who gets the creation lock does not look again whether the stream is there. */
public final class UnsafeLazyInit extends StreamPool {
  public UnsafeLazyInit(StreamPoolBuilder settings) {
    super(settings);
  }

  @Override
  Slot recheckSlot(int s) {
    super.recheckSlot(s);
    return Slot.EMPTY;
  }
}
