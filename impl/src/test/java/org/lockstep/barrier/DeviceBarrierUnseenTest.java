package org.lockstep.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lockstep.device.ManualDevice;
import org.lockstep.lock.RankCheck;

/**
 * What no replay of a barrier can see: messages, and calls that no model makes. Mutants that only
 * these tests notice are excused by their names in specs/DeviceBarrier/manifest.json.
 */
@Timeout(20)
class DeviceBarrierUnseenTest {
  private final ManualDevice device = new ManualDevice();
  private final QueueStream home = new QueueStream(device, 0);
  private final DeviceBarrier barrier = new DeviceBarrier(() -> home, RankCheck.CHECK);

  /** As a command stream does when it is asked in one of its own jobs. */
  private static final class NotNow implements FencedStream {
    @Override
    public int index() {
      return 1;
    }

    @Override
    public Fence fence() {
      throw new IllegalStateException("not now");
    }

    @Override
    public @Nullable Throwable takeFailure() {
      return null;
    }
  }

  @Test
  void aBarrierThatIsRefusedLeavesNothingToTheNext() {
    barrier.open(() -> home);
    barrier.open(NotNow::new);
    barrier.open(() -> new QueueStream(device, 2));
    assertEquals(
        "not now",
        assertThrows(IllegalStateException.class, barrier::synchronizeDevice).getMessage());
    BarrierSession me = barrier.session();
    assertEquals(List.of(), List.copyOf(me.todo));
    assertEquals(List.of(), List.copyOf(me.fences));
    assertTrue(me.visited.isEmpty());
  }

  @Test
  void aCloseThatIsRefusedGivesTheLockBack() {
    assertThrows(IllegalArgumentException.class, () -> barrier.close(home));
    assertTrue(barrier.lock.isFree());
  }

  @Test
  void whoEndsAnothersGuardIsNamed() throws Exception {
    try (StreamGuard guard = StreamGuard.over(home)) {
      FutureTask<String> meddling =
          new FutureTask<>(
              () ->
                  String.valueOf(
                      assertThrows(IllegalStateException.class, guard::close).getMessage()));
      new Thread(meddling, "meddler").start();
      String refusal = meddling.get();
      assertTrue(
          refusal.startsWith("close() of the guard over stream 0 by thread meddler: "), refusal);
    }
  }
}
