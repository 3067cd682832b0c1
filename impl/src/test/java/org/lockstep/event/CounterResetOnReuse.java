package org.lockstep.event;

import org.jspecify.annotations.Nullable;

/** Fault: an event that is used again is recorded from the start, where its counter is not. */
public final class CounterResetOnReuse extends EventPool {
  public CounterResetOnReuse(EventPoolBuilder settings) {
    super(settings);
  }

  @Override
  @Nullable Event pop(EventSession me, EventStream stream) {
    Event taken = super.pop(me, stream);
    if (taken != null) {
      long word = taken.cell.word.get();
      long fresh = EventWord.fresh(start) | (long) EventWord.generation(word) << 34;
      taken.cell.word.set(EventWord.with(fresh, EventWord.HELD));
    }
    return taken;
  }
}
