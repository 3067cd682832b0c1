package org.lockstep.event;

import org.lockstep.device.ManualDevice;
import org.lockstep.weak.Plants;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** What the word of an event promises to those who give it back and record it. */
public final class EventWords {
  private static final EventStream STREAM = new DeviceStream(new ManualDevice(), 0);

  private EventWords() {}

  private static Event taken(EventPool pool) {
    EventCell cell = new EventCell(0, 0);
    long word = EventWord.taken(cell.word.get());
    cell.word.set(word);
    return new Event(pool, cell, EventWord.generation(word), STREAM);
  }

  /** Given back while it is recorded: recorded and pending, or stale. */
  @JCStressTest
  @State
  @Outcome(
      id = {"0, 1", "1, 0"},
      expect = Expect.ACCEPTABLE,
      desc = "drains, or is home at once")
  @Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "HomeInv: at home with a signal pending")
  @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "not home, and nothing will bring it")
  public static class GivenWhileRecorded {
    private final EventPool pool = EventPool.builder().build();
    private final Event event = taken(pool);

    @Actor
    public void giver(II_Result r) {
      r.r1 = pool.give(event) ? 1 : 0;
    }

    @Actor
    public void recorder(II_Result r) {
      try {
        pool.reserve(pool.session(), event);
        r.r2 = 1;
      } catch (StaleEventException stale) {
        r.r2 = 0;
      }
    }
  }

  /** Given back twice at once. */
  @JCStressTest
  @State
  @Outcome(
      id = {"0, 1", "1, 0"},
      expect = Expect.ACCEPTABLE,
      desc = "one of them is stale")
  @Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "HomeInv: it is free twice over")
  @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "HomeInv: nobody brings it home")
  public static class OneGives {
    private final EventPool pool = EventPool.builder().build();
    private final Event event = taken(pool);

    @Actor
    public void first(II_Result r) {
      r.r1 = given();
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = given();
    }

    private int given() {
      try {
        return pool.give(event) ? 1 : 0;
      } catch (StaleEventException stale) {
        return 0;
      }
    }
  }

  /** Planted: what is pending is looked at in one step, and the event given back in the next. */
  @JCStressTest
  @State
  @Plants(module = "EventPool", fault = "NeverHome")
  @Outcome(
      id = {"0, 1", "1, 0"},
      expect = Expect.ACCEPTABLE,
      desc = "drains, or is home at once")
  @Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "HomeInv: at home with a signal pending")
  @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "not home, and nothing will bring it")
  public static class PlantedNeverHome {
    private final EventPool pool = new NeverHome(EventPool.builder());
    private final Event event = taken(pool);

    @Actor
    public void giver(II_Result r) {
      r.r1 = pool.give(event) ? 1 : 0;
    }

    @Actor
    public void recorder(II_Result r) {
      try {
        pool.reserve(pool.session(), event);
        r.r2 = 1;
      } catch (StaleEventException stale) {
        r.r2 = 0;
      }
    }
  }

  /** An event is given back while its last signal is heard of. */
  @JCStressTest
  @State
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "one of them brings it home")
  @Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "HomeInv: it is free twice over")
  @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "HomeInv: nobody brings it home")
  public static class OneBringsHome {
    private final EventPool pool = EventPool.builder().build();
    private final Event event = taken(pool);

    public OneBringsHome() {
      pool.reserve(pool.session(), event);
    }

    @Actor
    public void giver(II_Result r) {
      r.r1 = pool.give(event) ? 1 : 0;
    }

    @Actor
    public void device(II_Result r) {
      r.r2 = pool.settle(event.cell) ? 1 : 0;
    }
  }
}
