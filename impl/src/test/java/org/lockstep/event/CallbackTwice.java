package org.lockstep.event;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lockstep.event.EventSession.Result;

/** Fault: a callback is put on the list, and called by who brought it. */
public final class CallbackTwice extends EventPool {
  public CallbackTwice(EventPoolBuilder settings) {
    super(settings);
  }

  @Override
  void enlist(EventSession me, Event event, @Nullable Consumer<? super Completion> callback) {
    super.enlist(me, event, callback);
    if (callback != null && me.result == Result.DONE) {
      event.cell.list.add(new Waiter(me, callback, me.ticket, event));
    }
  }
}
