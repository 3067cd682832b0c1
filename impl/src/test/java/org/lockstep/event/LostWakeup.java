package org.lockstep.event;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lockstep.event.EventSession.Result;

/** Fault: whoever queues up does not look at the counter again. */
public final class LostWakeup extends EventPool {
  public LostWakeup(EventPoolBuilder settings) {
    super(settings);
  }

  @Override
  void enlist(EventSession me, Event event, @Nullable Consumer<? super Completion> callback) {
    super.enlist(me, event, callback);
    if (me.result == Result.DONE) {
      me.result = callback == null ? Result.WAITING : Result.ASKED;
      event.cell.list.add(new Waiter(me, callback, me.ticket, event));
    }
  }
}
