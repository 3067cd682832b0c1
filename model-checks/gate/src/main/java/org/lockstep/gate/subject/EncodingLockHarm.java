package org.lockstep.gate.subject;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lockstep.encoding.EncodingLockView;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.replay.DriveResult;

/** The damage that a fault of the encoding lock did, in words: observed, never concluded. */
public final class EncodingLockHarm {
  private final List<String> everyone;
  private final DriveResult<EncodingLockView> result;
  private final EncodingLockView end;

  private EncodingLockHarm(
      EncodingLockConfig config, DriveResult<EncodingLockView> result, EncodingLockView end) {
    this.everyone = config.everyone();
    this.result = result;
    this.end = end;
  }

  /**
   * The harm that this fault is known for, empty if it was not done.
   *
   * @param facts of {@link EncodingLockSubject.Factory#facts()}, after the drive
   */
  public static Optional<String> of(
      String fault,
      EncodingLockConfig config,
      DriveResult<EncodingLockView> result,
      List<String> facts) {
    EncodingLockView end = result.finalView();
    if (end == null) {
      return Optional.empty();
    }
    EncodingLockHarm harm = new EncodingLockHarm(config, result, end);
    return Optional.ofNullable(
        switch (fault) {
          case "NoLock", "PartialCoverage" -> harm.wrongResult();
          case "RankInversion" -> harm.waitForEachOther();
          case "RankInversionUnseen" -> harm.rankViolation();
          case "LeakedLock" -> harm.waitsForIdleOwner();
          case "WaitUnderLock" -> harm.waitsUnderLock();
          case "Barging" -> facts.stream().findFirst().orElse(null);
          case "Overtaking" -> harm.waitsWhileOthersAreServed();
          case "NonReentrant" -> harm.waitsForItself();
          default ->
              throw new IllegalArgumentException("nobody has said what harm " + fault + " does");
        });
  }

  private @Nullable String wrongResult() {
    int t = end.result().indexOf("wrong");
    return t < 0
        ? null
        : "thread " + everyone.get(t) + " got a wrong number: another thread's argument in its sum";
  }

  private @Nullable String waitForEachOther() {
    int stream = waiter(0);
    int encoding = waiter(1);
    if (stream >= 0 && encoding >= 0 && owner(0) == encoding && owner(1) == stream) {
      return "threads "
          + everyone.get(stream)
          + " and "
          + everyone.get(encoding)
          + " wait for each other for ever: each holds the lock that the other wants";
    }
    return null;
  }

  private @Nullable String rankViolation() {
    for (Map.Entry<String, Throwable> entry : result.thrown().entrySet()) {
      if (entry.getValue().getClass().getSimpleName().equals("RankViolation")) {
        return "the rank check stops thread "
            + entry.getKey()
            + ": "
            + entry.getValue().getMessage();
      }
    }
    return null;
  }

  private @Nullable String waitsForIdleOwner() {
    int waiting = waiter(1);
    if (waiting >= 0 && owner(1) >= 0 && !result.stuck().containsKey(everyone.get(owner(1)))) {
      return "thread "
          + everyone.get(waiting)
          + " waits for ever for the encoding lock: "
          + everyone.get(owner(1))
          + " has it, and is in no call";
    }
    return null;
  }

  private @Nullable String waitsUnderLock() {
    int waiting = waiter(1);
    if (waiting >= 0
        && owner(1) >= 0
        && end.call().get(waiting).equals("handle")
        && end.pc().get(owner(1)).equals("AwaitGpu")) {
      return "thread "
          + everyone.get(owner(1))
          + " waits for the device for ever: it holds the encoding lock, which the completion"
          + " handler "
          + everyone.get(waiting)
          + " waits for";
    }
    return null;
  }

  /** In a fair lock no more can be served before a thread than can have asked before it. */
  private @Nullable String waitsWhileOthersAreServed() {
    Map<String, Integer> servedSince = new TreeMap<>();
    for (Label step : result.taken().subList(0, result.stepsDriven())) {
      String thread = step.args().isEmpty() ? "" : Values.text(step.args().get(0));
      if (step.action().equals("Request")) {
        servedSince.put(thread, 0);
      } else if (step.action().equals("Grant")) {
        servedSince.remove(thread);
        servedSince.replaceAll((waiting, served) -> served + 1);
      }
    }
    for (Map.Entry<String, Integer> waiting : servedSince.entrySet()) {
      if (waiting.getValue() > everyone.size()) {
        return "thread "
            + waiting.getKey()
            + " still waits for the lock after others were let in "
            + waiting.getValue()
            + " times";
      }
    }
    return null;
  }

  private @Nullable String waitsForItself() {
    for (int l = 0; l < end.owner().size(); l++) {
      if (owner(l) >= 0 && waits(owner(l), l)) {
        return "thread "
            + everyone.get(owner(l))
            + " waits for ever for the "
            + EncodingLockView.LOCKS.get(l)
            + " lock, which it holds itself";
      }
    }
    return null;
  }

  private int owner(int lock) {
    return end.owner().get(lock);
  }

  /** A thread that is stuck in the queue of the lock, not its owner; -1 if there is none. */
  private int waiter(int lock) {
    for (int t : end.queue().get(lock)) {
      if (t != owner(lock) && waits(t, lock)) {
        return t;
      }
    }
    return -1;
  }

  private boolean waits(int thread, int lock) {
    return end.queue().get(lock).contains(thread)
        && end.pc().get(thread).equals("Grant")
        && result.stuck().containsKey(everyone.get(thread))
        && (thread != owner(lock) || end.queue().get(lock).size() > 1);
  }
}
