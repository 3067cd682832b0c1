package org.lockstep.gate.free;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.lockstep.device.DeviceException;
import org.lockstep.device.ManualDevice;
import org.lockstep.encoding.Encoder;
import org.lockstep.encoding.Result;
import org.lockstep.encoding.Site;
import org.lockstep.gate.free.FreeThread.Client;
import org.lockstep.gate.subject.EncodingLockVariant;
import org.lockstep.kit.model.Value;
import org.lockstep.seam.Point;

/** Threads that encode through the same kernels, on a device that refuses work now and then. */
final class FreeEncodingLock implements FreeModule {
  // As in FreeEncodingLock.cfg.
  private static final List<String> THREADS = List.of("a", "b", "c");
  private static final String HANDLER = "h";

  /** It has work refused. */
  private static final String DEVICE = "";

  /** One call in so many, or fewer. */
  private static final int REFUSES = 8;

  /** What the model calls a call. */
  private static final List<String> CALLS =
      List.of(
          "contiguous",
          "linear",
          "linearContiguous",
          "linearSliceContiguous",
          "projection",
          "matmul",
          "layerNorm",
          "fill",
          "synchronize");

  @Override
  public String name() {
    return "EncodingLock";
  }

  @Override
  public Set<String> hidden() {
    return Set.of();
  }

  @Override
  public List<String> observed() {
    return List.of("result");
  }

  @Override
  public boolean isCaller(String thread) {
    return THREADS.contains(thread);
  }

  @Override
  public Predicate<Point> within() {
    return point -> false;
  }

  @Override
  public Map<String, Client> clients(String variant, int calls) {
    ManualDevice device = new ManualDevice();
    Encoder encoder = EncodingLockVariant.of(variant).create(device, covered(variant));
    AtomicInteger working = new AtomicInteger(THREADS.size());
    AtomicInteger called = new AtomicInteger();
    Map<String, Client> clients = new LinkedHashMap<>();
    for (String thread : THREADS) {
      clients.put(
          thread,
          me -> {
            try {
              work(me, encoder, called, calls);
            } finally {
              working.decrementAndGet();
            }
          });
    }
    clients.put(HANDLER, me -> complete(me, device, working));
    clients.put(DEVICE, me -> refuse(me, device, called, working));
    return clients;
  }

  /** Two of the faults are configurations. */
  private static Set<Site> covered(String variant) {
    return switch (variant) {
      case "NoLock" -> EnumSet.noneOf(Site.class);
      case "PartialCoverage" -> EnumSet.of(Site.GATHER, Site.SCATTER);
      default -> EnumSet.allOf(Site.class);
    };
  }

  private static void work(FreeThread me, Encoder encoder, AtomicInteger called, int calls)
      throws Exception {
    for (int i = 0; i < calls; i++) {
      String call = CALLS.get(me.choices.below(CALLS.size()));
      called.incrementAndGet();
      me.call(
          "Call",
          List.of(Value.of(call)),
          () -> {
            try {
              return List.of(Value.of(make(encoder, call).name().toLowerCase(Locale.ROOT)));
            } catch (DeviceException refused) {
              return List.of(Value.of("failed"));
            }
          });
    }
    me.call("ThreadExit", List.of(), () -> List.of(Value.of("none")));
  }

  private static Result make(Encoder encoder, String call) {
    return switch (call) {
      case "contiguous" -> encoder.contiguous();
      case "linear" -> encoder.linear();
      case "linearContiguous" -> encoder.linearContiguous();
      case "linearSliceContiguous" -> encoder.linearSliceContiguous();
      case "projection" -> encoder.projection();
      case "matmul" -> encoder.matmul();
      case "layerNorm" -> encoder.layerNorm();
      case "fill" -> encoder.fill();
      default -> encoder.synchronize();
    };
  }

  /** Completes what it finds, until there is nobody left to dispatch more. */
  private static void complete(FreeThread me, ManualDevice device, AtomicInteger working)
      throws Exception {
    boolean more = true;
    while (more) {
      more = working.get() > 0;
      while (device.uncompleted(0) > 0) {
        more = true;
        me.call(
            "GpuComplete",
            List.of(),
            () -> {
              device.completeOne(0);
              return List.of(Value.of("none"));
            });
      }
      me.rest();
    }
  }

  /** Has a dispatch refused once in some calls. */
  private static void refuse(
      FreeThread me, ManualDevice device, AtomicInteger called, AtomicInteger working)
      throws Exception {
    int next = REFUSES;
    while (working.get() > 0) {
      if (called.get() >= next && !device.refusesNext()) {
        me.call(
            "GpuRefuse",
            List.of(),
            () -> {
              device.refuseNext();
              return null;
            });
        next = called.get() + REFUSES + me.choices.below(REFUSES);
      }
      me.rest();
    }
  }
}
