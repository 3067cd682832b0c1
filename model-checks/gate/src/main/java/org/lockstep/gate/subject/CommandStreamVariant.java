package org.lockstep.gate.subject;

import java.util.Map;
import java.util.function.Function;
import org.lockstep.device.ManualDevice;
import org.lockstep.stream.AbandonedQueueOwner;
import org.lockstep.stream.CommandStream;
import org.lockstep.stream.CommandStreamProbe;
import org.lockstep.stream.CommitSilentlySkipped;
import org.lockstep.stream.DoubleCommit;
import org.lockstep.stream.EncoderCapturedOutside;
import org.lockstep.stream.EncoderEndedByOther;
import org.lockstep.stream.ForgottenBeforeCommit;
import org.lockstep.stream.HandlerAfterCommit;
import org.lockstep.stream.HandlerLostOnFailure;
import org.lockstep.stream.QueueLockInversion;
import org.lockstep.stream.ReentrantCommitOpenEncoder;
import org.lockstep.stream.ReentrantEndsOuter;
import org.lockstep.stream.SelfDispatchDeadlock;
import org.lockstep.stream.SignalSilentlyDropped;
import org.lockstep.stream.SynchronizeNeverReturns;
import org.lockstep.stream.WaitOnOwnQueue;

/** The Java command stream, sound or with a fault by name. */
public final class CommandStreamVariant {
  static final String SOUND = "sound";

  private static final Map<String, Function<ManualDevice, CommandStream>> VARIANTS =
      Map.ofEntries(
          Map.entry(SOUND, CommandStreamProbe::stream),
          Map.entry("AbandonedQueueOwner", AbandonedQueueOwner::new),
          Map.entry("CommitSilentlySkipped", CommitSilentlySkipped::new),
          Map.entry("DoubleCommit", DoubleCommit::new),
          Map.entry("EncoderCapturedOutside", EncoderCapturedOutside::new),
          Map.entry("EncoderEndedByOther", EncoderEndedByOther::new),
          Map.entry("ForgottenBeforeCommit", ForgottenBeforeCommit::new),
          Map.entry("HandlerAfterCommit", HandlerAfterCommit::new),
          Map.entry("HandlerLostOnFailure", HandlerLostOnFailure::new),
          Map.entry("QueueLockInversion", QueueLockInversion::new),
          Map.entry("ReentrantCommitOpenEncoder", ReentrantCommitOpenEncoder::new),
          Map.entry("ReentrantEndsOuter", ReentrantEndsOuter::new),
          Map.entry("SelfDispatchDeadlock", SelfDispatchDeadlock::new),
          Map.entry("SignalSilentlyDropped", SignalSilentlyDropped::new),
          Map.entry("SynchronizeNeverReturns", SynchronizeNeverReturns::new),
          Map.entry("WaitOnOwnQueue", WaitOnOwnQueue::new));

  private CommandStreamVariant() {}

  public static Function<ManualDevice, CommandStream> of(String name) {
    Function<ManualDevice, CommandStream> variant = VARIANTS.get(name);
    if (variant == null) {
      throw new IllegalArgumentException(
          "the Java CommandStream has no variant " + name + "; it has " + VARIANTS.keySet());
    }
    return variant;
  }
}
