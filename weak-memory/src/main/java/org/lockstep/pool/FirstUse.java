package org.lockstep.pool;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.Device;
import org.lockstep.device.DeviceException;
import org.lockstep.device.DeviceQueue;
import org.lockstep.device.ManualDevice;
import org.lockstep.stream.CommandStream;
import org.lockstep.weak.Plants;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** What a stream pool promises to those who use a stream first, or take turns. */
public final class FirstUse {
  private FirstUse() {}

  private static StreamPoolBuilder settings(Device device, int streams) {
    return StreamPool.builder(device).workerStreams(streams).stripes(1).main(thread -> false);
  }

  /** Counts what is made of it. */
  private static final class Counted implements Device {
    final AtomicInteger made = new AtomicInteger();
    private final ManualDevice device = new ManualDevice();

    @Override
    public DeviceQueue createQueue(int stream) {
      made.incrementAndGet();
      return device.createQueue(stream);
    }
  }

  private abstract static class Fresh {
    final Counted device = new Counted();
    final StreamPool pool;

    Fresh(Function<StreamPoolBuilder, StreamPool> maker) {
      pool = maker.apply(settings(device, 1));
    }

    final void use() {
      Objects.requireNonNull(pool.byIndex(1).queue);
    }
  }

  /** Two use a stream that is not there yet. */
  @JCStressTest
  @State
  @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "one of them has made its queue")
  @Outcome(expect = Expect.FORBIDDEN, desc = "CreatedOnceInv: more than one queue, or none")
  public static class OneCreates extends Fresh {
    public OneCreates() {
      super(StreamPool::new);
    }

    @Actor
    public void first() {
      use();
    }

    @Actor
    public void second() {
      use();
    }

    @Arbiter
    public void count(I_Result r) {
      r.r1 = device.made.get();
    }
  }

  /** Two record on a stream that nobody has recorded on. */
  @JCStressTest
  @State
  @Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "on one command stream")
  @Outcome(expect = Expect.FORBIDDEN, desc = "two command streams over one queue")
  public static class OneCommandStream extends Fresh {
    private @Nullable CommandStream mine;
    private @Nullable CommandStream others;

    public OneCommandStream() {
      super(StreamPool::new);
    }

    @Actor
    public void first() {
      mine = pool.byIndex(1).commands();
    }

    @Actor
    public void second() {
      others = pool.byIndex(1).commands();
    }

    @Arbiter
    public void compare(Z_Result r) {
      r.r1 = mine == others;
    }
  }

  /** Planted: who gets the creation lock does not look again. */
  @JCStressTest
  @State
  @Plants(module = "StreamPool", fault = "UnsafeLazyInit")
  @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "one of them has made its queue")
  @Outcome(expect = Expect.FORBIDDEN, desc = "CreatedOnceInv: more than one queue, or none")
  public static class PlantedUnsafeLazyInit extends Fresh {
    public PlantedUnsafeLazyInit() {
      super(UnsafeLazyInit::new);
    }

    @Actor
    public void first() {
      use();
    }

    @Actor
    public void second() {
      use();
    }

    @Arbiter
    public void count(I_Result r) {
      r.r1 = device.made.get();
    }
  }

  /** Planted: a stream can be found before it has its queue. */
  @JCStressTest
  @State
  @Plants(module = "StreamPool", fault = "PublishBeforeReady")
  @Outcome(
      id = {"-1", "1"},
      expect = Expect.ACCEPTABLE,
      desc = "not there, or complete")
  @Outcome(
      id = "0",
      expect = Expect.FORBIDDEN,
      desc = "ReadyBeforeUseInv: a published stream has no queue")
  public static class PlantedPublishBeforeReady {
    private final StreamPool pool = new PublishBeforeReady(settings(new ManualDevice(), 1));

    @Actor
    public void creator() {
      pool.createAndPublish(1);
    }

    @Actor
    public void reader(I_Result r) {
      if (pool.readSlot(1) != StreamPoolProtocol.Slot.READY) {
        r.r1 = -1;
      } else {
        r.r1 = Objects.requireNonNull(pool.streams[1]).queue != null ? 1 : 0;
      }
    }
  }

  private abstract static class Counting {
    final StreamPool pool;

    Counting(Function<StreamPoolBuilder, StreamPool> maker) {
      pool = maker.apply(settings(new ManualDevice(), 3));
    }

    final int turn() {
      return pool.count(new Session(false, 0));
    }
  }

  /** Two are given their streams at once. */
  @JCStressTest
  @State
  @Outcome(
      id = {"1, 2", "2, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "each its own turn")
  @Outcome(expect = Expect.FORBIDDEN, desc = "RoundRobinProp: one turn twice, or one left out")
  public static class EachItsTurn extends Counting {
    public EachItsTurn() {
      super(StreamPool::new);
    }

    @Actor
    public void first(II_Result r) {
      r.r1 = turn();
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = turn();
    }
  }

  /** Planted: where the counter wraps, the turn starts over. */
  @JCStressTest
  @State
  @Plants(module = "StreamPool", fault = "CounterSkip")
  @Outcome(
      id = {"1, 2", "2, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "each its own turn")
  @Outcome(expect = Expect.FORBIDDEN, desc = "RoundRobinProp: one turn twice, or one left out")
  public static class PlantedCounterSkip extends Counting {
    public PlantedCounterSkip() {
      super(CounterSkip::new);
    }

    @Actor
    public void first(II_Result r) {
      r.r1 = turn();
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = turn();
    }
  }

  private abstract static class Submitting {
    private final StreamPool pool;

    Submitting(Function<StreamPoolBuilder, StreamPool> maker) {
      pool = maker.apply(settings(new ManualDevice(), 1));
      pool.byIndex(0);
      pool.byIndex(1);
    }

    final int submitted() {
      try {
        pool.submit(buffer -> buffer.record(() -> {}));
        return 1;
      } catch (DeviceException committedTwice) {
        return 0;
      }
    }
  }

  /** Two submit to one stream. */
  @JCStressTest
  @State
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "both, one after the other")
  @Outcome(
      expect = Expect.FORBIDDEN,
      desc = "NoDoubleCommitInv: one has committed the other's buffer")
  public static class OneAfterTheOther extends Submitting {
    public OneAfterTheOther() {
      super(StreamPool::new);
    }

    @Actor
    public void first(II_Result r) {
      r.r1 = submitted();
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = submitted();
    }
  }

  /** Planted: nobody locks the stream. */
  @JCStressTest
  @State
  @Plants(module = "StreamPool", fault = "SharedSingleton")
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "both, one after the other")
  @Outcome(
      expect = Expect.FORBIDDEN,
      desc = "NoDoubleCommitInv: one has committed the other's buffer")
  public static class PlantedSharedSingleton extends Submitting {
    public PlantedSharedSingleton() {
      super(SharedSingleton::new);
    }

    @Actor
    public void first(II_Result r) {
      r.r1 = submitted();
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = submitted();
    }
  }
}
