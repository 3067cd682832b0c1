package org.lockstep.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.device.Device;
import org.lockstep.device.FlakyDevice;
import org.lockstep.lock.RankCheck;
import org.lockstep.stream.Complaints.Wrong;

/**
 * Real threads that record all there is to record on the streams of the pools, on a device that
 * fails one buffer in a thousand. {@code -Dlockstep.soak=5000000} says how many commands in all,
 * {@code -Dlockstep.seed} repeats the draws (not the schedule).
 */
class CommandSoakTest {
  private static final int THREADS = 64;
  private static final int STREAMS = 31;
  private static final int FAILS_ONE_IN = 1_000;
  private static final long COMMANDS = Long.getLong("lockstep.soak", 200_000);
  private static final long SEED = Long.getLong("lockstep.seed", System.nanoTime());

  /** Where the streams are from. */
  enum From {
    LEASES(SoakStreams::leased),
    SHARED(SoakStreams::shared),
    NO_POOL(SoakStreams::plain);

    private final Source source;

    From(Source source) {
      this.source = source;
    }
  }

  private interface Source {
    SoakStreams of(Device device, int size, CommandLedger ledger);
  }

  @ParameterizedTest
  @EnumSource(From.class)
  void noneIsLostNoneIsDoubledAndAllFailuresAreTold(From from) throws InterruptedException {
    String setup = "seed " + SEED + ", " + from;
    System.out.println("soak: " + setup);
    long begin = System.nanoTime();
    CommandLedger ledger = new CommandLedger(THREADS, STREAMS + 1, FAILS_ONE_IN, SEED);
    soak(ledger, from.source, STREAMS, COMMANDS, true);
    System.out.printf(
        "soak: %s: %s; %.1f s%n", from, ledger.figures(), (System.nanoTime() - begin) / 1e9);
    assertEquals(Map.of(), ledger.wrongs(), () -> setup + ledger.complaints());
    assertTrue(ledger.failures() > 0, setup);
  }

  private static void soak(
      CommandLedger ledger, Source source, int streams, long commands, boolean withEvents)
      throws InterruptedException {
    FlakyDevice device = new FlakyDevice(ledger);
    SoakStreams from = source.of(device, streams, ledger);
    CommandLoad.Common common = new CommandLoad.Common(ledger, withEvents);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      CommandLoad load = new CommandLoad(common, t, commands / THREADS, SEED + 1_000 * t);
      Thread thread = new Thread(() -> load.run(from));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    common.close();
    from.close();
    device.close();
    ledger.settle();
  }

  /** Of commands one in so many is recorded twice. */
  private static final class EncodesTwice extends CommandStream {
    private int encoded;

    EncodesTwice(Device device) {
      super(device, 0, RankCheck.OFF);
    }

    @Override
    void encode(CommandSession me, Runnable command) {
      super.encode(me, command);
      if (++encoded % 100 == 0) {
        super.encode(me, command);
      }
    }
  }

  /** Of commands one in so many is not recorded. */
  private static final class Forgets extends CommandStream {
    private int encoded;

    Forgets(Device device) {
      super(device, 0, RankCheck.OFF);
    }

    @Override
    void encode(CommandSession me, Runnable command) {
      if (++encoded % 100 != 0) {
        super.encode(me, command);
      }
    }
  }

  /** Of commands one in so many is overtaken by the next one. */
  private static final class Overtakes extends CommandStream {
    private int encoded;
    private @Nullable Runnable overtaken;

    Overtakes(Device device) {
      super(device, 0, RankCheck.OFF);
    }

    @Override
    void encode(CommandSession me, Runnable command) {
      if (++encoded % 100 == 0) {
        overtaken = command;
        return;
      }
      super.encode(me, command);
      if (overtaken != null) {
        super.encode(me, overtaken);
        overtaken = null;
      }
    }
  }

  /** Who waits is not told of what has failed. */
  private static final class TellsNobody extends CommandStream {
    TellsNobody(Device device) {
      super(device, 0, RankCheck.OFF);
    }

    @Override
    void await(CommandSession me) {
      try {
        super.await(me);
      } catch (WorkFailedException swallowed) {
        // as if nothing had happened
      }
    }
  }

  /** All who wait are told of what has failed, again and again. */
  private static final class TellsAgain extends CommandStream {
    TellsAgain(Device device) {
      super(device, 0, RankCheck.OFF);
    }

    @Override
    void await(CommandSession me) {
      Throwable failure = error.get();
      try {
        super.await(me);
      } finally {
        error.compareAndSet(null, failure);
      }
    }
  }

  /** Each handler is called twice. */
  private static final class FiresTwice extends CommandStream {
    FiresTwice(Device device) {
      super(device, 0, RankCheck.OFF);
    }

    @Override
    void fire(Consumer<? super @Nullable Throwable> handler, @Nullable Throwable failure) {
      super.fire(handler, failure);
      super.fire(handler, failure);
    }
  }

  /** Nobody waits for the device. */
  private static final class WaitsForNothing extends CommandStream {
    WaitsForNothing(Device device) {
      super(device, 0, RankCheck.OFF);
    }

    @Override
    void await(CommandSession me) {
      me.awaited = null;
      super.await(me);
    }
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault(Forgets::new, Wrong.LOST),
        fault(EncodesTwice::new, Wrong.DOUBLED),
        fault(Overtakes::new, Wrong.LOST),
        fault(TellsNobody::new, Wrong.UNTOLD),
        fault(TellsAgain::new, Wrong.TOLD_TWICE),
        fault(FiresTwice::new, Wrong.HANDLER),
        fault(WaitsForNothing::new, Wrong.TOO_EARLY),
        fault(SignalSilentlyDropped::new, Wrong.LOST),
        fault(CommitSilentlySkipped::new, Wrong.TOO_EARLY),
        fault(ForgottenBeforeCommit::new, Wrong.LOST),
        fault(HandlerLostOnFailure::new, Wrong.HANDLER));
  }

  private static Arguments fault(Function<Device, CommandStream> make, Wrong wrong) {
    return Arguments.of(make, wrong);
  }

  /** What is broken is found to be. */
  @ParameterizedTest
  @MethodSource("faults")
  @Timeout(60)
  void theLedgerNotices(Function<Device, CommandStream> make, Wrong wrong)
      throws InterruptedException {
    CommandLedger ledger = new CommandLedger(THREADS, 1, FAILS_ONE_IN / 20, SEED);
    Source source = (device, size, book) -> SoakStreams.of(index -> make.apply(device), size, book);
    soak(ledger, source, 1, 20_000, false);
    assertTrue(ledger.wrongs().containsKey(wrong), () -> "seed " + SEED + ledger.complaints());
  }
}
