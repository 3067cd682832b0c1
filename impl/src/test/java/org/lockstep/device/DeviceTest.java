package org.lockstep.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeviceTest {
  private static String message(Runnable deed) {
    return String.valueOf(assertThrows(DeviceException.class, deed::run).getMessage());
  }

  @Test
  void aBufferIsCommittedOnce() {
    DeviceQueue queue = new ManualDevice().createQueue(1);
    CommandBuffer buffer = queue.newBuffer();
    queue.commit(buffer);
    assertEquals("commit an already committed command buffer", message(() -> queue.commit(buffer)));
    assertEquals(
        "record into an already committed command buffer", message(() -> buffer.record(() -> {})));
  }

  @Test
  void theManualDeviceCompletesWhenTold() {
    ManualDevice device = new ManualDevice();
    DeviceQueue queue = device.createQueue(3);
    List<String> done = new ArrayList<>();
    CommandBuffer buffer = queue.newBuffer();
    buffer.record(() -> done.add("work"));
    buffer.onCompleted(() -> done.add("handler"));
    queue.commit(buffer);
    assertEquals(List.of("work"), done);
    assertTrue(device.isBusy(3));
    assertTrue(message(queue::destroy).startsWith("destroy a busy queue"));
    device.complete(3);
    assertEquals(List.of("work", "handler"), done);
    assertFalse(queue.isBusy());
    queue.awaitIdle();
  }

  @Test
  void aDestroyedQueueIsIdleAndRefusesTheRest() {
    ManualDevice device = new ManualDevice();
    DeviceQueue queue = device.createQueue(0);
    CommandBuffer buffer = queue.newBuffer();
    assertEquals(1, device.queues(0));
    queue.destroy();
    assertEquals(0, device.queues(0));
    assertTrue(message(queue::destroy).contains("the queue was destroyed"));
    assertTrue(message(queue::newBuffer).contains("the queue was destroyed"));
    assertTrue(message(() -> queue.commit(buffer)).contains("the queue was destroyed"));
    assertFalse(queue.isBusy());
    queue.awaitIdle();
  }

  @Test
  void aRefusalHasNoEffectAndHappensOnce() {
    ManualDevice device = new ManualDevice();
    DeviceQueue queue = device.createQueue(0);
    CommandBuffer buffer = queue.newBuffer();
    device.refuseNext();
    assertTrue(message(() -> queue.commit(buffer)).contains("refused"));
    assertFalse(queue.isBusy());
    queue.commit(buffer);
    assertTrue(queue.isBusy());
  }

  @Test
  void theHostDeviceExecutesInOrderOnAnotherThread() {
    HostDevice device = new HostDevice();
    DeviceQueue queue = device.createQueue(0);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      int number = i;
      CommandBuffer buffer = queue.newBuffer();
      buffer.record(() -> order.add(number));
      queue.commit(buffer);
    }
    queue.awaitIdle();
    assertEquals(java.util.stream.IntStream.range(0, 100).boxed().toList(), order);
    queue.destroy();
    assertEquals(0, device.queues());
  }

  @Test
  void workThatThrowsStopsNeitherQueueNorHandlers() throws InterruptedException {
    DeviceQueue queue = new HostDevice().createQueue(0);
    IllegalStateException planted = new IllegalStateException("planted");
    AtomicInteger later = new AtomicInteger();
    CountDownLatch handled = new CountDownLatch(1);
    CommandBuffer buffer = queue.newBuffer();
    buffer.record(
        () -> {
          throw planted;
        });
    buffer.record(later::incrementAndGet);
    buffer.onCompleted(handled::countDown);
    queue.commit(buffer);
    handled.await();
    assertSame(planted, buffer.failure());
    assertEquals(1, later.get());
    queue.awaitIdle();
    queue.destroy();
  }
}
