package org.lockstep.gate.subject;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lockstep.barrier.ChasesNewWork;
import org.lockstep.barrier.DeviceBarrier;
import org.lockstep.barrier.DeviceBarrierProbe;
import org.lockstep.barrier.FencedStream;
import org.lockstep.barrier.GuardEndsElsewhere;
import org.lockstep.barrier.GuardForgetsPrevious;
import org.lockstep.barrier.GuardReleasesTwice;
import org.lockstep.barrier.LaterErrorSwallowed;
import org.lockstep.barrier.LockLeaked;
import org.lockstep.barrier.LostRegistration;
import org.lockstep.barrier.MissesNewStream;
import org.lockstep.barrier.RemovedTooEarly;
import org.lockstep.barrier.StreamGuard;
import org.lockstep.barrier.SyncDefaultOnly;
import org.lockstep.barrier.SyncStopsAtFirstError;
import org.lockstep.barrier.WaitsUnderLock;

/** The Java barrier and its guards, sound or with a fault by name. */
public record DeviceBarrierVariant(
    Function<Supplier<FencedStream>, DeviceBarrier> barrier,
    BiFunction<FencedStream, @Nullable Runnable, StreamGuard> guard) {
  private static final Map<String, DeviceBarrierVariant> VARIANTS =
      Map.ofEntries(
          barrier("sound", DeviceBarrierProbe::barrier),
          barrier("ChasesNewWork", ChasesNewWork::new),
          barrier("LaterErrorSwallowed", LaterErrorSwallowed::new),
          barrier("LockLeaked", LockLeaked::new),
          barrier("LostRegistration", LostRegistration::new),
          barrier("MissesNewStream", MissesNewStream::new),
          barrier("RemovedTooEarly", RemovedTooEarly::new),
          barrier("SyncDefaultOnly", SyncDefaultOnly::new),
          barrier("SyncStopsAtFirstError", SyncStopsAtFirstError::new),
          barrier("WaitsUnderLock", WaitsUnderLock::new),
          guard("GuardEndsElsewhere", GuardEndsElsewhere::new),
          guard("GuardForgetsPrevious", GuardForgetsPrevious::new),
          guard("GuardReleasesTwice", GuardReleasesTwice::new));

  private static Map.Entry<String, DeviceBarrierVariant> barrier(
      String name, Function<Supplier<FencedStream>, DeviceBarrier> barrier) {
    return Map.entry(name, new DeviceBarrierVariant(barrier, DeviceBarrierVariant::sound));
  }

  private static Map.Entry<String, DeviceBarrierVariant> guard(
      String name, BiFunction<FencedStream, @Nullable Runnable, StreamGuard> guard) {
    return Map.entry(name, new DeviceBarrierVariant(DeviceBarrierProbe::barrier, guard));
  }

  private static StreamGuard sound(FencedStream stream, @Nullable Runnable giveBack) {
    return giveBack == null ? StreamGuard.over(stream) : StreamGuard.over(stream, giveBack);
  }

  public static DeviceBarrierVariant of(String name) {
    DeviceBarrierVariant variant = VARIANTS.get(name);
    if (variant == null) {
      throw new IllegalArgumentException(
          "the Java DeviceBarrier has no variant " + name + "; it has " + VARIANTS.keySet());
    }
    return variant;
  }
}
