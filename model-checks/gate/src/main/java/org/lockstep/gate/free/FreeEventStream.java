package org.lockstep.gate.free;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.Gate;
import org.lockstep.device.ManualDevice;
import org.lockstep.event.DeviceStream;
import org.lockstep.event.EventStream;
import org.lockstep.gate.free.FreeThread.Body;
import org.lockstep.kit.model.Value;

/**
 * A stream of events whose device has several threads: what one of them takes off it is what it
 * looked at, and no other has it too.
 */
final class FreeEventStream implements EventStream {
  /** A signal, or a gate. */
  private record Work(@Nullable Runnable reached, @Nullable Gate gate) {}

  final String name;
  private final DeviceStream queue;
  private final ReentrantLock monitor = new ReentrantLock();
  private final Queue<Work> flight = new ArrayDeque<>();

  FreeEventStream(String name, int index) {
    this.name = name;
    this.queue = new DeviceStream(new ManualDevice(), index);
  }

  @Override
  public void inTurn(Runnable job) {
    queue.inTurn(job);
  }

  @Override
  public void whenReached(Runnable reached) {
    add(new Work(reached, null));
  }

  @Override
  public void await(Gate gate) {
    add(new Work(null, gate));
  }

  private void add(Work work) {
    monitor.lock();
    try {
      flight.add(work);
    } finally {
      monitor.unlock();
    }
  }

  boolean isBusy() {
    monitor.lock();
    try {
      return !flight.isEmpty();
    } finally {
      monitor.unlock();
    }
  }

  /** If a signal is next: on this thread it is brought. */
  void signal(FreeThread me) throws Exception {
    take(
        me,
        work -> work.reached() != null,
        "Signal",
        work -> {
          if (work.reached() != null) {
            work.reached().run();
          }
        });
  }

  /** If a gate is next that is open: goes past it. */
  void pass(FreeThread me) throws Exception {
    take(me, work -> work.gate() != null && work.gate().isOpen(), "Pass", work -> {});
  }

  private void take(FreeThread me, Predicate<Work> which, String action, Consumer<Work> does)
      throws Exception {
    monitor.lock();
    try {
      Work next = flight.peek();
      if (next == null || !which.test(next)) {
        return;
      }
      Body body =
          () -> {
            flight.remove();
            monitor.unlock();
            does.accept(next);
            return null;
          };
      me.call(action, List.of(Value.model(name)), body);
    } finally {
      if (monitor.isHeldByCurrentThread()) {
        monitor.unlock();
      }
    }
  }
}
