package org.lockstep.gate.subject;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.replay.DriveResult;
import org.lockstep.stream.CommandStreamView;

/**
 * The damage that a fault of the command stream did, in words: what a thread was told or went
 * through, never concluded from a state alone.
 */
public final class CommandStreamHarm {
  private final CommandStreamView end;
  private final Outcome outcome;
  private final CommandStreamFacts facts;

  private CommandStreamHarm(CommandStreamView end, Outcome outcome, CommandStreamFacts facts) {
    this.end = end;
    this.outcome = outcome;
    this.facts = facts;
  }

  /**
   * The harm that this fault is known for, empty if it was not done.
   *
   * @param facts that the clients have seen on the drive
   */
  public static Optional<String> of(
      String fault,
      CommandStreamConfig config,
      DriveResult<CommandStreamView> result,
      CommandStreamFacts facts) {
    CommandStreamView end = result.finalView();
    if (end == null) {
      return Optional.empty();
    }
    Outcome outcome = new Outcome(config.everyone(), end.pc(), result);
    CommandStreamHarm harm = new CommandStreamHarm(end, outcome, facts);
    return Optional.ofNullable(
        switch (fault) {
          case "AbandonedQueueOwner" -> harm.waitsForIdleOwner();
          case "CommitSilentlySkipped" -> harm.returnedTooEarly();
          case "DoubleCommit" -> outcome.thrown("commit an already committed command buffer");
          case "EncoderCapturedOutside", "EncoderEndedByOther", "ReentrantEndsOuter" ->
              outcome.thrown("dispatch through a command encoder that is ended");
          case "ForgottenBeforeCommit" -> harm.lost("work", "is never executed: nobody has it");
          case "HandlerAfterCommit" ->
              outcome.thrown("add a handler to an already committed command buffer");
          case "HandlerLostOnFailure" -> harm.lost("handler", "is never called");
          case "QueueLockInversion" -> harm.waitForEachOther();
          case "ReentrantCommitOpenEncoder" ->
              outcome.thrown("commit a command buffer on which an encoder is open");
          case "SelfDispatchDeadlock" -> harm.waitsForItself();
          case "SignalSilentlyDropped" -> harm.lost("mark", "is never given: nobody has it");
          case "SynchronizeNeverReturns" -> harm.waitsForWhatIsDone();
          case "WaitOnOwnQueue" -> harm.heldUp();
          default ->
              throw new IllegalArgumentException("nobody has said what harm " + fault + " does");
        });
  }

  private @Nullable String waitsForIdleOwner() {
    int owner = end.owner();
    if (owner == CommandStreamView.NONE || !end.call().get(owner).equals("None")) {
      return null;
    }
    return first(
        outcome.stuckAt("Enter").boxed().toList(),
        t ->
            "thread "
                + outcome.name(t)
                + " waits for ever for the queue: "
                + outcome.name(owner)
                + " has it, and is in no call");
  }

  private @Nullable String waitForEachOther() {
    int owner = end.owner();
    int encoding = end.encoding();
    return owner != CommandStreamView.NONE
            && encoding != CommandStreamView.NONE
            && outcome.isStuckAt(owner, "Lock")
            && outcome.isStuckAt(encoding, "Enter")
        ? "threads "
            + outcome.name(encoding)
            + " and "
            + outcome.name(owner)
            + " wait for each other for ever: one has the encoding lock and wants the queue, the"
            + " other has the queue and wants the lock"
        : null;
  }

  private @Nullable String waitsForItself() {
    int owner = end.owner();
    return owner != CommandStreamView.NONE && outcome.isStuckAt(owner, "Enter")
        ? "thread " + outcome.name(owner) + " waits for ever for the queue, which it is on itself"
        : null;
  }

  private @Nullable String returnedTooEarly() {
    return first(
        facts.unsynchronized(),
        too ->
            "synchronize() of thread "
                + outcome.name(too.thread())
                + " has returned, but "
                + too.pending()
                + " of its commands are not executed");
  }

  private @Nullable String lost(String what, String how) {
    return first(
        facts.lost().stream().filter(thing -> thing.what().equals(what)).toList(),
        thing ->
            "a " + what + " that thread " + outcome.name(thing.thread()) + " asked for " + how);
  }

  private @Nullable String heldUp() {
    return first(
        facts.heldUp(),
        held ->
            "thread "
                + outcome.name(held.thread())
                + " waits for the queue, on which "
                + outcome.name(held.by())
                + " waits for the device");
  }

  private @Nullable String waitsForWhatIsDone() {
    return first(
        facts.overdue(),
        t ->
            "thread "
                + outcome.name(t)
                + " still waits for the device, although all that had been committed when it"
                + " called is done");
  }

  private static <T> @Nullable String first(Collection<T> all, Function<T, String> words) {
    return all.isEmpty() ? null : words.apply(all.iterator().next());
  }
}
