package org.lockstep.gate.subject;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lockstep.event.EventPoolView;
import org.lockstep.kit.replay.DriveResult;

/** The damage that a fault of the event pool did, in words. */
public final class EventPoolHarm {
  private final EventPoolConfig config;
  private final EventPoolView end;
  private final Outcome outcome;
  private final EventPoolFacts facts;

  private EventPoolHarm(
      EventPoolConfig config, EventPoolView end, Outcome outcome, EventPoolFacts facts) {
    this.config = config;
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
      EventPoolConfig config,
      DriveResult<EventPoolView> result,
      EventPoolFacts facts) {
    EventPoolView end = result.finalView();
    if (end == null) {
      return Optional.empty();
    }
    Outcome outcome = new Outcome(config.everyone(), end.pc(), result);
    EventPoolHarm harm = new EventPoolHarm(config, end, outcome, facts);
    return Optional.ofNullable(
        switch (fault) {
          case "CallbackAfterFree" -> harm.misled();
          case "CallbackTwice" -> harm.calledTwice();
          case "CounterGoesBack" -> harm.notDoneAnyMore();
          case "CounterResetOnReuse" -> harm.early();
          case "DestroyedEventReused", "SettleBeforeTell" -> harm.takenUnclean();
          case "FollowPassesEarly" -> harm.passedEarly();
          case "GiveTwiceFreesOther" -> harm.shared();
          case "InvertedWaitFlag", "LostWakeup", "WaitListLostOnWrap" -> harm.sleepsForWhatIsDone();
          case "NeverHome" -> harm.neverHome();
          case "ReserveOffQueue" -> harm.disordered();
          case "TimeoutLeavesWaiter" -> harm.stillOnList();
          case "WaitHoldsPoolLock" -> harm.sleepsWithLock();
          default ->
              throw new IllegalArgumentException("nobody has said what harm " + fault + " does");
        });
  }

  private @Nullable String early() {
    return first(
        facts.early(),
        t ->
            "thread "
                + outcome.name(t)
                + " is told that its event is done; the device has not come to what had been"
                + " recorded when it asked");
  }

  private @Nullable String passedEarly() {
    return first(
        facts.passedEarly(),
        s ->
            "stream "
                + config.streams().get(s)
                + " goes on past an event; the device has not come to what had been recorded of it"
                + " when the stream was told to wait");
  }

  private @Nullable String misled() {
    return first(
        facts.misled(),
        wrong ->
            "a callback of thread "
                + outcome.name(wrong.thread())
                + " for generation "
                + wrong.asked()
                + " of an event is told of generation "
                + wrong.heard());
  }

  private @Nullable String calledTwice() {
    return first(
        facts.doubled(), t -> "a callback of thread " + outcome.name(t) + " is called twice");
  }

  private @Nullable String shared() {
    return first(
        facts.shared(),
        it ->
            "thread "
                + outcome.name(it.thread())
                + " is given event "
                + it.event()
                + ", which "
                + outcome.name(it.by())
                + " has and has not given back");
  }

  private @Nullable String sleepsForWhatIsDone() {
    return first(
        outcome
            .stuckAt("Sleep")
            .filter(t -> nothingUnderWay(end.handle().get(t).event()))
            .boxed()
            .toList(),
        t ->
            "thread "
                + outcome.name(t)
                + " sleeps for ever for its event; the device has come to all that was recorded");
  }

  private boolean nothingUnderWay(int event) {
    return end.raising().stream().noneMatch(signal -> signal.event() == event)
        && end.flight().stream()
            .flatMap(List::stream)
            .noneMatch(work -> !work.awaits() && work.event() == event);
  }

  private @Nullable String notDoneAnyMore() {
    return event(
        e ->
            nothingUnderWay(e) && !end.counter().get(e).equals(end.recorded().get(e))
                ? "event "
                    + e
                    + " was recorded as far as "
                    + end.recorded().get(e)
                    + ", the device has come to that, and it has counted back to "
                    + end.counter().get(e)
                : null);
  }

  private @Nullable String disordered() {
    return first(
        facts.disordered(),
        it ->
            "stream "
                + config.streams().get(it.stream())
                + " comes to a signal of event "
                + it.event()
                + " before the one that was recorded before it");
  }

  private @Nullable String takenUnclean() {
    return first(
        facts.unclean(),
        it ->
            "thread "
                + outcome.name(it.thread())
                + " is given event "
                + it.event()
                + ", which the device has yet to signal for its former taker, or whose waiters have"
                + " yet to be told");
  }

  private @Nullable String sleepsWithLock() {
    int holder = end.guard();
    if (holder != EventPoolView.NONE && outcome.isStuckAt(holder, "Sleep")) {
      return first(outcome.stuckAt("LockPool").boxed().toList(), t -> wantsThePool(t, holder));
    }
    return first(facts.heldUp(), it -> wantsThePool(it.thread(), it.by()));
  }

  private String wantsThePool(int thread, int holder) {
    return "thread "
        + outcome.name(thread)
        + " waits for the pool's lock, with which "
        + outcome.name(holder)
        + " sleeps";
  }

  private @Nullable String neverHome() {
    boolean nobodyBrings = end.pc().stream().allMatch(at -> at.equals("Idle") || at.equals("Gone"));
    return event(
        e ->
            nobodyBrings && end.state().get(e).equals("draining") && end.pending().get(e) == 0
                ? "event "
                    + e
                    + " is given back with nothing pending, and nobody will ever bring it home"
                : null);
  }

  private @Nullable String stillOnList() {
    return first(
        facts.forgotten(),
        it ->
            "thread "
                + outcome.name(it.thread())
                + " has given up, and is on the list of event "
                + it.event()
                + " still");
  }

  private @Nullable String event(IntFunction<@Nullable String> words) {
    return IntStream.range(0, config.size())
        .mapToObj(words)
        .filter(found -> found != null)
        .findFirst()
        .orElse(null);
  }

  private static <T> @Nullable String first(Collection<T> all, Function<T, String> words) {
    return all.isEmpty() ? null : words.apply(all.iterator().next());
  }
}
