package org.lockstep.gate.subject;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lockstep.event.EventPoolView;
import org.lockstep.event.EventPoolView.Entry;
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
          case "CounterResetOnReuse", "DestroyedEventReused", "ReserveOffQueue" -> harm.early();
          case "FollowPassesEarly" -> harm.passedEarly();
          case "GiveTwiceFreesOther" -> harm.shared();
          case "CounterGoesBack", "InvertedWaitFlag", "LostWakeup", "WaitListLostOnWrap" ->
              harm.sleepsForWhatIsDone();
          case "NeverHome" -> harm.neverHome();
          case "SettleBeforeTell" -> harm.takenBeforeTold();
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
    boolean allDone =
        end.flight().stream().allMatch(Collection::isEmpty)
            && end.pc().subList(config.threads().size(), end.pc().size()).stream()
                .allMatch(ControlledThreads.IDLE::equals);
    return allDone
        ? first(
            outcome.stuckAt("Sleep").boxed().toList(),
            t ->
                "thread "
                    + outcome.name(t)
                    + " sleeps for ever for its event; the device has come to all that was"
                    + " recorded")
        : null;
  }

  private @Nullable String sleepsWithLock() {
    int holder = end.guard();
    return holder != EventPoolView.NONE && outcome.isStuckAt(holder, "Sleep")
        ? first(
            outcome.stuckAt("LockPool").boxed().toList(),
            t ->
                "thread "
                    + outcome.name(t)
                    + " waits for ever for the pool's lock, with which "
                    + outcome.name(holder)
                    + " sleeps")
        : null;
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

  private @Nullable String takenBeforeTold() {
    return event(
        e -> {
          for (int h = 0; h < config.handlers().size(); h++) {
            for (Entry entry : end.todo().get(h)) {
              if (end.raising().get(h).event() == e && end.gen().get(e) > entry.gen()) {
                return "event "
                    + e
                    + " is taken again; thread "
                    + outcome.name(entry.who())
                    + ", who waited for it, has not been told";
              }
            }
          }
          return null;
        });
  }

  private @Nullable String stillOnList() {
    return event(
        e ->
            first(
                end.list().get(e).stream()
                    .filter(entry -> !entry.calls() && !waits(entry.who()))
                    .toList(),
                entry ->
                    "thread "
                        + outcome.name(entry.who())
                        + " has given up, and is on the list of event "
                        + e
                        + " for ever"));
  }

  private boolean waits(int thread) {
    return end.op().get(thread).equals("await") || end.op().get(thread).equals("timed");
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
