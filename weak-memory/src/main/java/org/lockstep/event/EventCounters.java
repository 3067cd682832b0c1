package org.lockstep.event;

import org.lockstep.device.ManualDevice;
import org.lockstep.event.EventSession.Raising;
import org.lockstep.weak.Plants;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** What the counter of an event promises to who brings signals, and to who waits for them. */
public final class EventCounters {
  private static final EventStream STREAM = new DeviceStream(new ManualDevice(), 0);

  private EventCounters() {}

  private abstract static class Cell {
    final EventPool pool;
    final Event event;

    Cell(EventPool pool) {
      this.pool = pool;
      EventCell cell = new EventCell(0, 0);
      long word = EventWord.taken(cell.word.get());
      cell.word.set(word);
      event = new Event(pool, cell, EventWord.generation(word), STREAM);
    }

    /** As a thread of the device does, up to telling those on the list. */
    final int collected() {
      Raising mine = new Raising(event.cell, 1);
      pool.raise(event.cell, 1);
      pool.lockList(event.cell);
      try {
        pool.collect(mine);
      } finally {
        pool.unlockList(event.cell);
      }
      return mine.todo.size();
    }

    /** As a wait does, up to its first look: whether it goes to sleep. */
    final int enlisted() {
      EventSession me = pool.session();
      me.ticket = 1;
      pool.lockList(event.cell);
      try {
        pool.enlist(me, event, null);
      } finally {
        pool.unlockList(event.cell);
      }
      return me.result == EventSession.Result.WAITING ? 1 : 0;
    }
  }

  /** Two signals are heard of at once. */
  @JCStressTest
  @State
  @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "the later one stands")
  @Outcome(expect = Expect.FORBIDDEN, desc = "MonotonicProp: the counter has gone back")
  public static class NeverBack extends Cell {
    public NeverBack() {
      super(EventPool.builder().build());
    }

    @Actor
    public void first() {
      pool.raise(event.cell, 1);
    }

    @Actor
    public void second() {
      pool.raise(event.cell, 2);
    }

    @Arbiter
    public void tell(I_Result r) {
      r.r1 = event.cell.count().value();
    }
  }

  /** Planted: the counter is set to what a signal says, also after a later one. */
  @JCStressTest
  @State
  @Plants(module = "EventPool", fault = "CounterGoesBack")
  @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "the later one stands")
  @Outcome(expect = Expect.FORBIDDEN, desc = "MonotonicProp: the counter has gone back")
  public static class PlantedCounterGoesBack extends Cell {
    public PlantedCounterGoesBack() {
      super(new CounterGoesBack(EventPool.builder()));
    }

    @Actor
    public void first() {
      pool.raise(event.cell, 1);
    }

    @Actor
    public void second() {
      pool.raise(event.cell, 2);
    }

    @Arbiter
    public void tell(I_Result r) {
      r.r1 = event.cell.count().value();
    }
  }

  /** A signal comes while somebody queues up for it. */
  @JCStressTest
  @State
  @Outcome(
      id = {"0, 0", "1, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "it found the signal, or was found by it")
  @Outcome(
      id = "1, 0",
      expect = Expect.FORBIDDEN,
      desc = "NoLostWakeupInv: it sleeps, and the signal is over")
  @Outcome(id = "0, 1", expect = Expect.FORBIDDEN, desc = "told, and not on the list")
  public static class NobodyIsMissed extends Cell {
    public NobodyIsMissed() {
      super(EventPool.builder().build());
    }

    @Actor
    public void waiter(II_Result r) {
      r.r1 = enlisted();
    }

    @Actor
    public void device(II_Result r) {
      r.r2 = collected();
    }
  }

  /** Planted: whoever queues up does not look at the counter again. */
  @JCStressTest
  @State
  @Plants(module = "EventPool", fault = "LostWakeup")
  @Outcome(
      id = {"0, 0", "1, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "it found the signal, or was found by it")
  @Outcome(
      id = "1, 0",
      expect = Expect.FORBIDDEN,
      desc = "NoLostWakeupInv: it sleeps, and the signal is over")
  @Outcome(id = "0, 1", expect = Expect.FORBIDDEN, desc = "told, and not on the list")
  public static class PlantedLostWakeup extends Cell {
    public PlantedLostWakeup() {
      super(new LostWakeup(EventPool.builder()));
    }

    @Actor
    public void waiter(II_Result r) {
      r.r1 = enlisted();
    }

    @Actor
    public void device(II_Result r) {
      r.r2 = collected();
    }
  }
}
