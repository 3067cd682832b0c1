package org.lockstep.gate.free;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.nativeengine.LockstepNative;

/** What recording costs is measured in time of the processor, wherever it was spent. */
class RecordingCostTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long WORK = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long WAIT = TimeUnit.MILLISECONDS.toNanos(200);

  private static FreeThread ended(FreeThread.Client client) throws InterruptedException {
    FreeThread thread =
        new FreeThread("a", ThreadKind.PLATFORM, bound -> 0, null, 0, new CyclicBarrier(1), client);
    thread.start();
    thread.join(Recorder.PATIENCE.toMillis());
    assertNull(thread.failure());
    return thread;
  }

  private static void work() {
    long end = THREADS.getCurrentThreadCpuTime() + WORK;
    while (THREADS.getCurrentThreadCpuTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whatAThreadDoesCounts() throws Exception {
    FreeThread thread =
        ended(
            me -> {
              for (int i = 0; i < 2; i++) {
                me.call(
                    "Call",
                    List.of(),
                    () -> {
                      work();
                      return null;
                    });
              }
            });
    assertEquals(2, thread.calls());
    assertTrue(thread.processorNanos() >= 2 * WORK, () -> "spent " + thread.processorNanos());
  }

  @Test
  void whatIsDoneInItsPlaceCounts() throws Exception {
    FreeThread thread = ended(me -> me.liveAs(RecordingCostTest::work));
    assertTrue(thread.processorNanos() >= WORK, () -> "spent " + thread.processorNanos());
  }

  @Test
  void toWaitCostsNothing() throws Exception {
    FreeThread thread =
        ended(
            me -> {
              long end = System.nanoTime() + WAIT;
              for (long left = WAIT; left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
              }
            });
    assertTrue(thread.processorNanos() < WAIT / 2, () -> "spent " + thread.processorNanos());
  }

  /**
   * Beside each call some milliseconds of work, where a thread that has just started takes tenths
   * of one for whatever else: the engine in C++ counts the work, in each round.
   */
  @ParameterizedTest
  @MethodSource("org.lockstep.gate.free.FreeRuns#modules")
  void theOtherEngineCountsWhatACallTakes(String module) {
    long[] little = new long[2];
    long[] much = new long[2];
    assertEquals(0, LockstepNative.timeFree(module, 7, 1, 4, 6, little));
    assertEquals(0, LockstepNative.timeFree(module, 7, 1, 4, 200, much));
    for (int round = 0; round < 2; round++) {
      String told = much[round] + " and " + little[round] + " ns";
      assertTrue(little[round] > 0 && much[round] > little[round], told);
    }
  }
}
