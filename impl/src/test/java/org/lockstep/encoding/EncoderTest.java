package org.lockstep.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lockstep.device.DeviceException;
import org.lockstep.device.HostDevice;
import org.lockstep.device.ManualDevice;
import org.lockstep.lock.LockRank;
import org.lockstep.lock.RankCheck;
import org.lockstep.lock.RankViolation;
import org.lockstep.lock.RankedLock;

@Timeout(60)
class EncoderTest {
  private static final List<Function<Encoder, Result>> CALLS =
      List.of(
          Encoder::contiguous,
          Encoder::linear,
          Encoder::linearContiguous,
          Encoder::linearSliceContiguous,
          Encoder::projection,
          Encoder::matmul,
          Encoder::layerNorm,
          Encoder::fill,
          Encoder::synchronize);

  private static EncodingLock checked() {
    return new EncodingLock(
        new RankedLock(LockRank.ENCODING, "of encoding", RankCheck.CHECK),
        EnumSet.allOf(Site.class));
  }

  @Test
  void manyThreadsGetRightResultsOnARealDevice() throws Exception {
    Encoder encoder = new Encoder(new HostDevice(), checked(), RankCheck.CHECK);
    List<FutureTask<Set<Result>>> tasks = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      FutureTask<Set<Result>> task =
          new FutureTask<>(
              () -> {
                Set<Result> results = EnumSet.noneOf(Result.class);
                for (int n = 0; n < 20; n++) {
                  CALLS.forEach(call -> results.add(call.apply(encoder)));
                }
                return results;
              });
      tasks.add(task);
      new Thread(task).start();
    }
    for (FutureTask<Set<Result>> task : tasks) {
      assertEquals(EnumSet.of(Result.RIGHT), task.get());
    }
    encoder.close();
  }

  @Test
  void synchronizeWaitsForTheCompletionHandler() throws Exception {
    ManualDevice device = new ManualDevice();
    Encoder encoder = new Encoder(device, checked());
    FutureTask<Result> waiting = new FutureTask<>(encoder::synchronize);
    Thread thread = new Thread(waiting);
    thread.start();
    while (!device.isBusy(0)) {
      Thread.onSpinWait();
    }
    assertTrue(!waiting.isDone());
    device.complete(0);
    assertEquals(Result.RIGHT, waiting.get());
  }

  @Test
  void aRefusedDispatchGivesAllLocksBack() throws Exception {
    ManualDevice device = new ManualDevice();
    Encoder encoder = new Encoder(device, checked(), RankCheck.CHECK);
    device.refuseNext();
    assertThrows(DeviceException.class, encoder::fill);
    assertEquals(Result.FAILED, encoder.session().result);
    assertTrue(encoder.stream.isFree());
    assertTrue(encoder.encoding.lock().isFree());
    FutureTask<Result> other = new FutureTask<>(encoder::projection);
    new Thread(other).start();
    assertEquals(Result.RIGHT, other.get());
    assertTrue(!encoder.session().isPending(), "a refused dispatch leaves nothing to wait for");
  }

  @Test
  void anotherThreadsArgumentIsAWrongResult() throws Exception {
    Encoder encoder = new Encoder(new ManualDevice(), new EncodingLock(Set.of()));
    EncoderSession me = encoder.session();
    Kernel kernel = encoder.kernels.values().iterator().next();
    encoder.setFirst(me, kernel);
    encoder.setSecond(me, kernel);
    FutureTask<Long> other =
        new FutureTask<>(
            () -> {
              encoder.setFirst(encoder.session(), kernel);
              return kernel.execute();
            });
    new Thread(other).start();
    assertTrue(other.get() != me.expected);
    encoder.dispatch(me, kernel);
    assertEquals(Result.WRONG, me.result);
    encoder.dispatch(me, me.own);
    assertEquals(Result.WRONG, me.result, "one wrong dispatch spoils the call");
  }

  @Test
  void theRankCheckFindsAnInversionInOneThreadAlone() {
    Encoder encoder = new RankInversion(new ManualDevice(), checked(), RankCheck.CHECK);
    assertThrows(RankViolation.class, encoder::synchronize);
    assertTrue(encoder.encoding.lock().isFree());
  }

  @Test
  void theArgumentsOfAnyTwoThreadsAddUpToAnotherSum() {
    for (int a = 1; a < 20; a++) {
      for (int b = 1; b < 20; b++) {
        EncoderSession one = new EncoderSession(a);
        EncoderSession other = new EncoderSession(b);
        assertEquals(a == b, one.first + other.second == one.expected);
        assertEquals(a, EncoderSession.ofFirst(one.first));
      }
    }
  }
}
