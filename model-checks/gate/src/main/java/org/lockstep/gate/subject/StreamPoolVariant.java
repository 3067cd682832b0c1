package org.lockstep.gate.subject;

import java.util.Map;
import java.util.function.Function;
import org.lockstep.pool.AliasedBinding;
import org.lockstep.pool.CounterSkip;
import org.lockstep.pool.CounterWrap;
import org.lockstep.pool.CreateAfterClose;
import org.lockstep.pool.LeakOnRefusal;
import org.lockstep.pool.PublishBeforeReady;
import org.lockstep.pool.SharedSingleton;
import org.lockstep.pool.StaleBindingAfterExit;
import org.lockstep.pool.StreamPool;
import org.lockstep.pool.StreamPoolBuilder;
import org.lockstep.pool.UnsafeLazyInit;
import org.lockstep.pool.UseAfterClose;
import org.lockstep.pool.WorkLostOnClose;

/** The Java pool, sound or with a fault by name. */
public final class StreamPoolVariant {
  static final String SOUND = "sound";

  private static final Map<String, Function<StreamPoolBuilder, StreamPool>> VARIANTS =
      Map.ofEntries(
          Map.entry(SOUND, StreamPoolBuilder::build),
          Map.entry("AliasedBinding", AliasedBinding::new),
          Map.entry("CloseNeverReturns", LeakOnRefusal::new),
          Map.entry("CounterSkip", CounterSkip::new),
          Map.entry("CounterWrap", CounterWrap::new),
          Map.entry("CreateAfterClose", CreateAfterClose::new),
          Map.entry("LeakOnRefusal", LeakOnRefusal::new),
          Map.entry("PublishBeforeReady", PublishBeforeReady::new),
          Map.entry("SharedSingleton", SharedSingleton::new),
          Map.entry("StaleBindingAfterExit", StaleBindingAfterExit::new),
          Map.entry("UnsafeLazyInit", UnsafeLazyInit::new),
          Map.entry("UseAfterClose", UseAfterClose::new),
          Map.entry("WorkLostOnClose", WorkLostOnClose::new));

  private StreamPoolVariant() {}

  public static Function<StreamPoolBuilder, StreamPool> of(String name) {
    Function<StreamPoolBuilder, StreamPool> variant = VARIANTS.get(name);
    if (variant == null) {
      throw new IllegalArgumentException(
          "the Java StreamPool has no variant " + name + "; it has " + VARIANTS.keySet());
    }
    return variant;
  }
}
