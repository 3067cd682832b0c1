package org.lockstep.gate.subject;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.replay.DriveResult;
import org.lockstep.pool.LeasePoolView;

/**
 * The damage that a fault of the lease pool did, in words: what a thread was told or went through,
 * never concluded from a state alone.
 */
public final class LeasePoolHarm {
  private static final int NONE = LeasePoolView.NONE;

  private final LeasePoolConfig config;
  private final DriveResult<LeasePoolView> result;
  private final LeasePoolView end;
  private final Outcome outcome;

  private LeasePoolHarm(
      LeasePoolConfig config, DriveResult<LeasePoolView> result, LeasePoolView end) {
    this.config = config;
    this.result = result;
    this.end = end;
    this.outcome = new Outcome(config.everyone(), end.pc(), result);
  }

  /** The harm that this fault is known for, empty if it was not done. */
  public static Optional<String> of(
      String fault, LeasePoolConfig config, DriveResult<LeasePoolView> result) {
    LeasePoolView end = result.finalView();
    if (end == null) {
      return Optional.empty();
    }
    LeasePoolHarm harm = new LeasePoolHarm(config, result, end);
    return Optional.ofNullable(
        switch (fault) {
          case "Barging" -> harm.servedOutOfTurn();
          case "CloseCutsOff", "StaleReleaseFreesOther" -> harm.lostItsLease();
          case "CloseForgetsLatecomer" ->
              harm.sleeps("at a pool that is closed", t -> end.sealed());
          case "CloseNeverReturns" -> harm.closeWaitsForWhatCameHome();
          case "DeadlineRestarts" -> harm.waitsTooLong();
          case "LeakOnFailedAcquire" -> harm.refusedThoughAllAreFree();
          case "LostWakeup" ->
              harm.sleeps("although a stream is free", t -> end.state().contains("free"));
          case "FirstWorkBringsHome", "ReleaseBeforeDrain", "UseAfterRelease" ->
              harm.worksOfAnother();
          case "Starvation" -> harm.waitsWhileOthersAreServed();
          case "TakenDownTwice" -> harm.outcome.thrown("queue was destroyed");
          case "TimeoutNeverComes" ->
              harm.sleeps("although its time is up", t -> end.left().get(t) == 0);
          case "WakeBeforeGrant" ->
              harm.sleeps("although a stream is its own", t -> end.lease().get(t) != NONE);
          case "WakeupLostOnCancel" ->
              harm.sleeps("for a stream that nobody has", t -> harm.isLost());
          default ->
              throw new IllegalArgumentException("nobody has said what harm " + fault + " does");
        });
  }

  private @Nullable String sleeps(String how, IntPredicate wrongly) {
    return threads()
        .filter(t -> outcome.isStuckAt(t, "Park") && wrongly.test(t))
        .mapToObj(t -> "thread " + name(t) + " sleeps for ever " + how)
        .findFirst()
        .orElse(null);
  }

  /** Held, and nobody is left who could give it back. */
  private boolean isLost() {
    return IntStream.range(0, config.size())
        .anyMatch(s -> end.state().get(s).equals("held") && !end.lease().contains(s));
  }

  private @Nullable String servedOutOfTurn() {
    for (int waiting : threads().toArray()) {
      int since = last("Enlist", waiting);
      if (since < 0 || !outcome.isStuckAt(waiting, "Park")) {
        continue;
      }
      for (int served : threads().toArray()) {
        if (end.lease().get(served) != NONE && last("CallAcquire", served) > since) {
          return "thread " + name(served) + " is served before " + name(waiting) + ", who waits";
        }
      }
    }
    return null;
  }

  private @Nullable String lostItsLease() {
    for (int t : threads().toArray()) {
      int claimed = last("Claim", t);
      if (claimed >= 0 && last("CallRelease", t) < claimed && end.result().get(t).equals("stale")) {
        int slot = end.last().get(t);
        int other = end.lease().indexOf(slot);
        return "thread "
            + name(t)
            + " never gave stream "
            + slot
            + " back, but may not use it any more: "
            + (other == NONE ? "it is " + end.state().get(slot) : name(other) + " has it now");
      }
    }
    return null;
  }

  private @Nullable String closeWaitsForWhatCameHome() {
    for (int t : threads().toArray()) {
      int slot = end.cursor().get(t);
      if (outcome.isStuckAt(t, "AwaitHome") && end.state().get(slot).equals("free")) {
        return "close on thread "
            + name(t)
            + " waits for ever for stream "
            + slot
            + ", which has been given back and is nobody's";
      }
    }
    return null;
  }

  private @Nullable String waitsTooLong() {
    for (int t : threads().toArray()) {
      long ticks = count("Tick", other -> other == t, last("CallAcquire", t));
      if (ticks > config.total()) {
        return "thread " + name(t) + " has waited " + ticks + " of " + config.total() + " ticks";
      }
    }
    return null;
  }

  private @Nullable String refusedThoughAllAreFree() {
    boolean free = end.queue().isEmpty() && end.state().stream().allMatch("free"::equals);
    return threads()
        .filter(t -> free && last("CallTry", t) >= 0 && end.result().get(t).equals("timeout"))
        .mapToObj(t -> "thread " + name(t) + " is refused though all streams are free")
        .findFirst()
        .orElse(null);
  }

  private @Nullable String worksOfAnother() {
    // Not in the end: by then the device may have come so far.
    LeasePoolView then = Objects.requireNonNullElse(result.afterSchedule(), end);
    for (int t : threads().toArray()) {
      int slot = then.lease().get(t);
      if (slot != NONE && then.busy().get(slot) > 0 && last("Commit", t) < last("Claim", t)) {
        return "thread "
            + name(t)
            + " has stream "
            + slot
            + ", on which the device is busy with another's work";
      }
    }
    return null;
  }

  /** In a fair pool only those who had streams can give them back before a waiter is served. */
  private @Nullable String waitsWhileOthersAreServed() {
    LeasePoolView then = result.afterSchedule();
    for (int t : threads().toArray()) {
      long served = count("Free", other -> other != t, last("Enlist", t));
      if (then != null && then.queue().contains(t) && served > config.size()) {
        return "thread " + name(t) + " still waits after others were served " + served + " times";
      }
    }
    return null;
  }

  private IntStream threads() {
    return IntStream.range(0, config.threads().size());
  }

  private String name(int thread) {
    return config.everyone().get(thread);
  }

  /** The place of a thread's last such action among those taken, -1 if there is none. */
  private int last(String action, int thread) {
    List<Label> taken = result.taken();
    return IntStream.range(0, taken.size())
        .filter(i -> is(taken.get(i), action, other -> other == thread))
        .max()
        .orElse(-1);
  }

  private long count(String action, IntPredicate threads, int after) {
    return result.taken().stream().skip(after + 1).filter(l -> is(l, action, threads)).count();
  }

  private boolean is(Label label, String action, IntPredicate threads) {
    return label.action().equals(action)
        && threads.test(config.everyone().indexOf(Values.text(label.args().get(0))));
  }
}
