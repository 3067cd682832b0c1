package org.lockstep.gate.subject;

import java.util.Map;
import java.util.function.Function;
import org.lockstep.event.CallbackAfterFree;
import org.lockstep.event.CallbackTwice;
import org.lockstep.event.CounterGoesBack;
import org.lockstep.event.CounterResetOnReuse;
import org.lockstep.event.DestroyedEventReused;
import org.lockstep.event.EventPool;
import org.lockstep.event.EventPoolBuilder;
import org.lockstep.event.FollowPassesEarly;
import org.lockstep.event.GiveTwiceFreesOther;
import org.lockstep.event.InvertedWaitFlag;
import org.lockstep.event.LostWakeup;
import org.lockstep.event.NeverHome;
import org.lockstep.event.ReserveOffQueue;
import org.lockstep.event.SettleBeforeTell;
import org.lockstep.event.TimeoutLeavesWaiter;
import org.lockstep.event.WaitHoldsPoolLock;
import org.lockstep.event.WaitListLostOnWrap;

/** The Java event pool, sound or with a fault by name. */
public final class EventPoolVariant {
  static final String SOUND = "sound";

  private static final Map<String, Function<EventPoolBuilder, EventPool>> VARIANTS =
      Map.ofEntries(
          Map.entry(SOUND, EventPoolBuilder::build),
          Map.entry("CallbackAfterFree", CallbackAfterFree::new),
          Map.entry("CounterGoesBack", CounterGoesBack::new),
          Map.entry("CounterResetOnReuse", CounterResetOnReuse::new),
          Map.entry("DestroyedEventReused", DestroyedEventReused::new),
          Map.entry("GiveTwiceFreesOther", GiveTwiceFreesOther::new),
          Map.entry("InvertedWaitFlag", InvertedWaitFlag::new),
          Map.entry("LostWakeup", LostWakeup::new),
          Map.entry("SettleBeforeTell", SettleBeforeTell::new),
          Map.entry("TimeoutLeavesWaiter", TimeoutLeavesWaiter::new),
          Map.entry("WaitHoldsPoolLock", WaitHoldsPoolLock::new),
          Map.entry("ReserveOffQueue", ReserveOffQueue::new),
          Map.entry("FollowPassesEarly", FollowPassesEarly::new),
          Map.entry("CallbackTwice", CallbackTwice::new),
          Map.entry("NeverHome", NeverHome::new),
          Map.entry("WaitListLostOnWrap", WaitListLostOnWrap::new));

  private EventPoolVariant() {}

  public static Function<EventPoolBuilder, EventPool> of(String name) {
    Function<EventPoolBuilder, EventPool> variant = VARIANTS.get(name);
    if (variant == null) {
      throw new IllegalArgumentException(
          "the Java EventPool has no variant " + name + "; it has " + VARIANTS.keySet());
    }
    return variant;
  }
}
