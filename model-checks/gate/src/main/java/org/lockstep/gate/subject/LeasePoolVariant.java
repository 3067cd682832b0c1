package org.lockstep.gate.subject;

import java.util.Map;
import java.util.function.Function;
import org.lockstep.pool.Barging;
import org.lockstep.pool.CloseCutsOff;
import org.lockstep.pool.CloseForgetsLatecomer;
import org.lockstep.pool.CloseNeverReturns;
import org.lockstep.pool.DeadlineRestarts;
import org.lockstep.pool.FirstWorkBringsHome;
import org.lockstep.pool.LeakOnFailedAcquire;
import org.lockstep.pool.LeasePool;
import org.lockstep.pool.LeasePoolBuilder;
import org.lockstep.pool.LostWakeup;
import org.lockstep.pool.ReleaseBeforeDrain;
import org.lockstep.pool.StaleReleaseFreesOther;
import org.lockstep.pool.TakenDownTwice;
import org.lockstep.pool.TimeoutNeverComes;
import org.lockstep.pool.UseAfterRelease;
import org.lockstep.pool.WakeBeforeGrant;
import org.lockstep.pool.WakeupLostOnCancel;

/** The Java lease pool, sound or with a fault by name. */
public final class LeasePoolVariant {
  static final String SOUND = "sound";

  private static final Map<String, Function<LeasePoolBuilder, LeasePool>> VARIANTS =
      Map.ofEntries(
          Map.entry(SOUND, LeasePoolBuilder::build),
          Map.entry("Barging", Barging::new),
          Map.entry("CloseCutsOff", CloseCutsOff::new),
          Map.entry("CloseForgetsLatecomer", CloseForgetsLatecomer::new),
          Map.entry("CloseNeverReturns", CloseNeverReturns::new),
          Map.entry("DeadlineRestarts", DeadlineRestarts::new),
          Map.entry("FirstWorkBringsHome", FirstWorkBringsHome::new),
          Map.entry("LeakOnFailedAcquire", LeakOnFailedAcquire::new),
          Map.entry("LostWakeup", LostWakeup::new),
          Map.entry("ReleaseBeforeDrain", ReleaseBeforeDrain::new),
          Map.entry("StaleReleaseFreesOther", StaleReleaseFreesOther::new),
          Map.entry("Starvation", Barging::new),
          Map.entry("TakenDownTwice", TakenDownTwice::new),
          Map.entry("TimeoutNeverComes", TimeoutNeverComes::new),
          Map.entry("UseAfterRelease", UseAfterRelease::new),
          Map.entry("WakeBeforeGrant", WakeBeforeGrant::new),
          Map.entry("WakeupLostOnCancel", WakeupLostOnCancel::new));

  private LeasePoolVariant() {}

  public static Function<LeasePoolBuilder, LeasePool> of(String name) {
    Function<LeasePoolBuilder, LeasePool> variant = VARIANTS.get(name);
    if (variant == null) {
      throw new IllegalArgumentException(
          "the Java LeasePool has no variant " + name + "; it has " + VARIANTS.keySet());
    }
    return variant;
  }
}
