package org.lockstep.pool.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.device.ManualDevice;
import org.lockstep.pool.AcquireTimeoutException;
import org.lockstep.pool.Lease;
import org.lockstep.pool.LeasePool;

class MonitorTest {
  private final LeasePool pool = LeasePool.builder(new ManualDevice()).size(1).build();

  private void waitInVain() throws InterruptedException {
    try (Lease held = pool.acquire(Duration.ofSeconds(1))) {
      assertEquals(0, held.index());
      assertThrows(AcquireTimeoutException.class, () -> pool.acquire(Duration.ofMillis(1)));
    }
  }

  @Test
  void jmxShowsThePoolUnderItsName() throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try (LeasePoolJmx jmx = LeasePoolJmx.register(pool, "gpu 0")) {
      waitInVain();
      assertEquals(1, server.getAttribute(jmx.name(), "Size"));
      assertEquals(0, server.getAttribute(jmx.name(), "InUse"));
      assertEquals(1L, server.getAttribute(jmx.name(), "Acquired"));
      assertEquals(1L, server.getAttribute(jmx.name(), "Timeouts"));
      assertEquals(9, server.getMBeanInfo(jmx.name()).getAttributes().length);
      IllegalArgumentException taken =
          assertThrows(IllegalArgumentException.class, () -> LeasePoolJmx.register(pool, "gpu 0"));
      assertTrue(String.valueOf(taken.getMessage()).contains("\"gpu 0\""));
    }
    LeasePoolJmx.register(pool, "gpu 0").close();
  }

  @Test
  void micrometerSeesWhatThePoolDoes() throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new LeasePoolMeters(pool, "gpu").bindTo(registry);
    waitInVain();
    assertEquals(1, registry.get("lockstep.lease.size").tag("pool", "gpu").gauge().value());
    assertEquals(0, registry.get("lockstep.lease.in.use").gauge().value());
    assertEquals(1, registry.get("lockstep.lease.acquired").functionCounter().count());
    assertEquals(1, registry.get("lockstep.lease.timeouts").functionCounter().count());
    assertEquals(1, registry.get("lockstep.lease.wait").functionTimer().count());
    assertTrue(
        registry.get("lockstep.lease.wait").functionTimer().totalTime(TimeUnit.MILLISECONDS) >= 1);
    assertEquals(8, registry.getMeters().size());
  }

  @Test
  void theFlightRecorderHasTheWait(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("waits.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("org.lockstep.LeaseWait");
      recording.start();
      waitInVain();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    assertEquals(1, events.size());
    assertEquals("TIMEOUT", events.get(0).getString("outcome"));
    assertEquals(-1, events.get(0).getInt("stream"));
    assertEquals(1, events.get(0).getInt("waiters"));
    assertTrue(events.get(0).getDuration().toMillis() >= 1);
  }

  @Test
  void theFlightRecorderTellsHowManyWaitedAndWhoWasServed(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("waits.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("org.lockstep.LeaseWait").withoutThreshold();
      recording.start();
      Lease held = pool.acquire(Duration.ofSeconds(1));
      FutureTask<Integer> waiter =
          new FutureTask<>(
              () -> {
                try (Lease lease = pool.acquire(Duration.ofHours(1))) {
                  return lease.index();
                }
              });
      Thread thread = new Thread(waiter);
      thread.start();
      while (pool.metrics().waiting() != 1) {
        Thread.onSpinWait();
      }
      assertThrows(AcquireTimeoutException.class, () -> pool.acquire(Duration.ofMillis(1)));
      held.close();
      assertEquals(0, waiter.get());
      thread.join();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = new ArrayList<>(RecordingFile.readAllEvents(file));
    events.sort(Comparator.comparing(event -> event.getString("outcome")));
    assertEquals(2, events.size());
    assertEquals("LEASED", events.get(0).getString("outcome"));
    assertEquals(0, events.get(0).getInt("stream"));
    assertEquals(1, events.get(0).getInt("waiters"));
    assertEquals("TIMEOUT", events.get(1).getString("outcome"));
    assertEquals(2, events.get(1).getInt("waiters"));
  }
}
