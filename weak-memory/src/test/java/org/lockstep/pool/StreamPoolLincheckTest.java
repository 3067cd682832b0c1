package org.lockstep.pool;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jetbrains.kotlinx.lincheck.annotations.Operation;
import org.jetbrains.kotlinx.lincheck.annotations.Param;
import org.jetbrains.kotlinx.lincheck.paramgen.IntGen;
import org.jetbrains.kotlinx.lincheck.paramgen.ThreadIdGen;
import org.junit.jupiter.api.Test;
import org.lockstep.device.Device;
import org.lockstep.device.PlainDevice;
import org.lockstep.weak.Lincheck;

/** {@link StreamPool} against what it is to whoever makes one call at a time. */
final class StreamPoolLincheckTest {
  private static final int STREAMS = 2;

  private static StreamPoolBuilder settings(Device device) {
    return StreamPool.builder(device).workerStreams(STREAMS).stripes(1).main(thread -> false);
  }

  /** Threads that are bound, bind themselves, and use streams that are not there yet. */
  @Param(name = "stream", gen = IntGen.class, conf = "0:2")
  public abstract static class Bound {
    private final StreamPool pool;

    Bound(Function<StreamPoolBuilder, StreamPool> maker) {
      pool = maker.apply(settings(new PlainDevice(true)));
    }

    @Operation
    public int current(@Param(gen = ThreadIdGen.class) int thread) {
      return pool.current().index();
    }

    @Operation
    public void submit(@Param(gen = ThreadIdGen.class) int thread) {
      pool.submit(buffer -> {});
    }

    @Operation
    public int fromPool() {
      return pool.fromPool().index();
    }

    /** Whether it was let; stream 0 is main's alone. */
    @Operation
    public boolean setCurrent(
        @Param(gen = ThreadIdGen.class) int thread, @Param(name = "stream") int stream) {
      try {
        pool.setCurrent(stream);
        return true;
      } catch (IllegalArgumentException mains) {
        return false;
      }
    }

    @Operation
    public void release(@Param(gen = ThreadIdGen.class) int thread) {
      pool.release();
    }
  }

  public static final class SoundBound extends Bound {
    public SoundBound() {
      super(StreamPool::new);
    }
  }

  public static final class UnsafeLazyInit extends Bound {
    public UnsafeLazyInit() {
      super(org.lockstep.pool.UnsafeLazyInit::new);
    }
  }

  public static final class PublishBeforeReady extends Bound {
    public PublishBeforeReady() {
      super(org.lockstep.pool.PublishBeforeReady::new);
    }
  }

  public static final class SharedSingleton extends Bound {
    public SharedSingleton() {
      super(org.lockstep.pool.SharedSingleton::new);
    }
  }

  public static final class CounterSkip extends Bound {
    public CounterSkip() {
      super(org.lockstep.pool.CounterSkip::new);
    }
  }

  public static final class CounterWrap extends Bound {
    public CounterWrap() {
      super(org.lockstep.pool.CounterWrap::new);
    }
  }

  public static final class AliasedBinding extends Bound {
    public AliasedBinding() {
      super(org.lockstep.pool.AliasedBinding::new);
    }
  }

  /** A counter and the bindings of the threads. */
  public static final class SequentialBound {
    private final Map<Integer, Integer> bindings = new HashMap<>();
    private int turn;

    public int current(int thread) {
      return bindings.computeIfAbsent(thread, unbound -> fromPool());
    }

    public void submit(int thread) {
      int unused = current(thread);
    }

    public int fromPool() {
      int mine = turn;
      turn = (turn + 1) % STREAMS;
      return 1 + mine;
    }

    public boolean setCurrent(int thread, int stream) {
      if (stream == 0) {
        return false;
      }
      bindings.put(thread, stream);
      return true;
    }

    public void release(int thread) {
      bindings.remove(thread);
    }
  }

  /** Threads that use the pool through its one gate, and close it. */
  @Param(name = "stream", gen = IntGen.class, conf = "0:1")
  public abstract static class Closed {
    private final StreamPool pool;

    Closed(Function<StreamPoolBuilder, StreamPool> maker) {
      pool = maker.apply(settings(new PlainDevice(true)));
    }

    @Operation
    public boolean submit() {
      return admitted(() -> pool.submit(buffer -> {}));
    }

    @Operation
    public boolean byIndex(@Param(name = "stream") int stream) {
      return admitted(() -> pool.byIndex(stream));
    }

    @Operation
    public void close() {
      pool.close();
    }

    private static boolean admitted(Runnable call) {
      try {
        call.run();
        return true;
      } catch (PoolClosedException closed) {
        return false;
      }
    }
  }

  public static final class SoundClosed extends Closed {
    public SoundClosed() {
      super(StreamPool::new);
    }
  }

  public static final class UseAfterClose extends Closed {
    public UseAfterClose() {
      super(org.lockstep.pool.UseAfterClose::new);
    }
  }

  public static final class CreateAfterClose extends Closed {
    public CreateAfterClose() {
      super(org.lockstep.pool.CreateAfterClose::new);
    }
  }

  public static final class LeakOnRefusal extends Closed {
    public LeakOnRefusal() {
      super(org.lockstep.pool.LeakOnRefusal::new);
    }
  }

  public static final class SequentialClosed {
    private boolean closed;

    public boolean submit() {
      return !closed;
    }

    public boolean byIndex(int stream) {
      return !closed;
    }

    public void close() {
      closed = true;
    }
  }

  @Test
  void everyHistoryIsOneOfASequentialPool() {
    Lincheck.holds(SoundBound.class, SequentialBound.class);
  }

  @Test
  void theCloseRefusesWhoeverComesLaterAndLosesNobodyInside() {
    Lincheck.holds(SoundClosed.class, SequentialClosed.class);
  }

  @Test
  void faultsOfStreamsAndBindingsAreFound() {
    Lincheck.finds(
        "StreamPool",
        Set.of("UnsafeLazyInit", "CounterSkip"),
        SequentialBound.class,
        UnsafeLazyInit.class,
        PublishBeforeReady.class,
        SharedSingleton.class,
        CounterSkip.class,
        CounterWrap.class,
        AliasedBinding.class);
  }

  @Test
  void faultsOfTheCloseAreFound() {
    Lincheck.finds(
        "StreamPool",
        Set.of("UseAfterClose"),
        SequentialClosed.class,
        UseAfterClose.class,
        CreateAfterClose.class,
        LeakOnRefusal.class);
  }
}
