package org.lockstep.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lockstep.barrier.Fence;
import org.lockstep.device.CommandBuffer;
import org.lockstep.device.DeviceException;
import org.lockstep.device.DeviceQueue;
import org.lockstep.device.ForwardingQueue;
import org.lockstep.device.ManualDevice;
import org.lockstep.lock.RankCheck;

/**
 * What no replay of a command stream can see: jobs that no model has, and what a call that has
 * failed leaves behind. Mutants that only these tests notice are excused by their names in
 * specs/CommandStream/manifest.json.
 */
@Timeout(20)
class CommandStreamUnseenTest {
  private final ManualDevice device = ManualDevice.executingOnCompletion();
  private final RuntimeException own = new IllegalStateException("own");

  private final CommandStream stream = new CommandStream(device, 0, RankCheck.CHECK);

  /** Of which no command can be encoded, and no stream be marked. */
  private final CommandStream failing =
      new CommandStream(device, 1, RankCheck.CHECK) {
        @Override
        void encode(CommandSession me, Runnable command) {
          throw own;
        }

        @Override
        void mark(CommandSession me, Runnable signal) {
          throw own;
        }
      };

  private void kernel() {
    stream.encode(recorder -> recorder.dispatch(() -> {}));
  }

  @Test
  void whatAJobAsksForThatDoesNotEncodeIsDoneAtOnce() {
    kernel();
    stream.call(
        () -> {
          stream.flush();
          assertEquals(1, device.uncompleted(0));
          stream.whenReached(() -> {});
          assertEquals(2, device.uncompleted(0));
        });
  }

  @Test
  void aJobThatHasFailedLeavesNothingToAwait() {
    kernel();
    assertThrows(
        IllegalStateException.class,
        () ->
            stream.call(
                () -> {
                  stream.flush();
                  throw own;
                }));
    assertEquals(1, device.uncompleted(0));
    assertNull(stream.session().awaited);
  }

  @Test
  void whatIsRefusedIsInNobodysHand() {
    kernel();
    device.refuseNext();
    assertThrows(DeviceException.class, stream::flush);
    assertNull(stream.session().hand);
    stream.flush();
    assertEquals(1, device.uncompleted(0));
  }

  @Test
  void aCommandThatCannotBeEncodedGivesTheLockBack() {
    assertSame(
        own,
        assertThrows(
            IllegalStateException.class,
            () -> failing.encode(recorder -> recorder.dispatch(() -> {}))));
    assertTrue(failing.encoding.isFree());
  }

  /** An exception is not its own companion. */
  @Test
  void theSameExceptionAgainIsTheCallersStill() {
    assertSame(
        own,
        assertThrows(
            IllegalStateException.class,
            () ->
                failing.encode(
                    recorder -> {
                      failing.signal(() -> {});
                      throw own;
                    })));
    assertEquals(0, own.getSuppressed().length);
  }

  /** A device counts a buffer out of its queue a moment before it says that it is completed. */
  @Test
  void whatIsCountedOutIsWaitedForUntilItIsCompleted() {
    CommandStream ahead = new CommandStream(this::countedOut, 0, RankCheck.CHECK);
    ahead.encode(recorder -> recorder.dispatch(() -> {}));
    ahead.flush();
    Fence fence = ahead.fence();
    assertFalse(fence.isPassed());
    device.completeOne(0);
    assertTrue(fence.isPassed());
  }

  /** The manual device's, in that moment. */
  private DeviceQueue countedOut(int stream) {
    return new ForwardingQueue(device.createQueue(stream)) {
      @Override
      public @Nullable CommandBuffer last() {
        return null;
      }
    };
  }
}
