package org.lockstep.gate.subject;

import java.util.Optional;
import java.util.function.Function;
import org.lockstep.barrier.DeviceBarrierView;
import org.lockstep.gate.subject.DeviceBarrierFacts.Kind;
import org.lockstep.gate.subject.DeviceBarrierFacts.Seen;
import org.lockstep.kit.replay.DriveResult;

/** The damage that a fault of the barrier, or of a guard, did, in words: observed by its users. */
public final class DeviceBarrierHarm {
  private final DeviceBarrierConfig config;

  private DeviceBarrierHarm(DeviceBarrierConfig config) {
    this.config = config;
  }

  /**
   * The harm that this fault is known for, empty if it was not done.
   *
   * @param seen what the users have seen on a drive that ends so
   */
  public static Optional<String> of(
      String fault,
      DeviceBarrierConfig config,
      DriveResult<DeviceBarrierView> result,
      Function<DeviceBarrierView, DeviceBarrierFacts> seen) {
    DeviceBarrierView end = result.finalView();
    if (end == null) {
      return Optional.empty();
    }
    DeviceBarrierFacts facts = seen.apply(end);
    DeviceBarrierHarm harm = new DeviceBarrierHarm(config);
    Outcome outcome = new Outcome(config.threads(), end.pc(), result);
    return switch (fault) {
      case "SyncDefaultOnly", "SyncStopsAtFirstError", "LostRegistration", "RemovedTooEarly" ->
          facts.first(Kind.UNFINISHED).map(harm::unfinished);
      case "MissesNewStream" -> facts.first(Kind.UNVISITED).map(harm::unvisited);
      case "WaitsUnderLock" -> facts.first(Kind.HELD_UP).map(harm::heldUp);
      case "ChasesNewWork" -> facts.first(Kind.OVERDUE).map(harm::overdue);
      case "LaterErrorSwallowed" -> facts.first(Kind.UNTOLD).map(harm::untold);
      case "GuardForgetsPrevious", "GuardEndsElsewhere" ->
          facts.first(Kind.MISPLACED).map(harm::misplaced);
      case "LockLeaked" -> harm.waitsForIdleHolder(end, outcome);
      case "GuardReleasesTwice" -> facts.first(Kind.TAKEN_AWAY).map(harm::takenAway);
      default -> throw new IllegalArgumentException("nobody has said what harm " + fault + " does");
    };
  }

  private Optional<String> waitsForIdleHolder(DeviceBarrierView end, Outcome outcome) {
    int holder = end.lock();
    return outcome
        .stuckAt("Lock")
        .filter(waiter -> holder >= 0 && isOver(end, holder))
        .mapToObj(
            waiter ->
                "thread "
                    + name(waiter)
                    + " waits for ever for the lock of the registry: "
                    + (waiter == holder ? "it" : name(holder))
                    + " has kept it from a call that is over")
        .findFirst();
  }

  private String unfinished(Seen seen) {
    return "thread "
        + name(seen.thread())
        + " has waited for the device, but of what had been submitted to stream "
        + seen.stream()
        + " before, "
        + works(seen.other())
        + " not done";
  }

  private String unvisited(Seen seen) {
    return "the barrier of thread "
        + name(seen.thread())
        + " has returned without a look at stream "
        + seen.stream()
        + ", on which "
        + works(seen.other())
        + " under way";
  }

  private static String works(int count) {
    return count == 1 ? "1 work is" : count + " works are";
  }

  private String heldUp(Seen seen) {
    return "thread "
        + name(seen.thread())
        + " waits for the lock of the registry, with which "
        + name(seen.other())
        + " waits for the device";
  }

  private String overdue(Seen seen) {
    return "thread "
        + name(seen.thread())
        + " still waits for stream "
        + seen.stream()
        + ", although all that it had been given when the fence was taken is done";
  }

  private String untold(Seen seen) {
    return "work of stream " + seen.stream() + " has failed, and nobody is told";
  }

  private String misplaced(Seen seen) {
    return "work of thread "
        + name(seen.thread())
        + " goes to stream "
        + seen.stream()
        + ", while its own is stream "
        + seen.other();
  }

  private String takenAway(Seen seen) {
    return "stream "
        + seen.stream()
        + " of the pool is given back by a guard of thread "
        + name(seen.other())
        + " that has ended before, while thread "
        + name(seen.thread())
        + " has it for another";
  }

  /** Whoever has the lock is in no call, or about to ask for it in the next one. */
  private static boolean isOver(DeviceBarrierView end, int holder) {
    return end.call().get(holder).equals("None") || end.pc().get(holder).equals("Lock");
  }

  private String name(int thread) {
    return config.threads().get(thread);
  }

  /** Reads facts of one kind, wherever they come from. */
  public static DeviceBarrierFacts read(Function<Kind, Iterable<Seen>> source) {
    DeviceBarrierFacts facts = new DeviceBarrierFacts();
    for (Kind kind : Kind.values()) {
      source.apply(kind).forEach(it -> facts.add(kind, it.thread(), it.stream(), it.other()));
    }
    return facts;
  }
}
