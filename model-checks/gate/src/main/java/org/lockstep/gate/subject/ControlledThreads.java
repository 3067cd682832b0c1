package org.lockstep.gate.subject;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.replay.Call;
import org.lockstep.kit.replay.ThreadSteps;
import org.lockstep.lock.LockProbe;
import org.lockstep.lock.RankedLock;
import org.lockstep.seam.Point;
import org.lockstep.seam.Steps;
import org.lockstep.stream.CommandStream;

/**
 * Hands the seam's step points to the replay driver and remembers where each thread stands. The
 * baton orders all accesses: plain fields are enough.
 */
final class ControlledThreads implements Steps {
  static final String IDLE = "Idle";

  /** Stands for a thread that no action of the model names: it neither acts nor ends. */
  private static final Thread IN_NO_ACTION = new Thread("in no action");

  private final List<String> names;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final String[] points;
  private final @Nullable BooleanSupplier[] awaited;
  private final boolean[] driven;
  private final Predicate<Point> within;
  private final List<String> overtakings = new ArrayList<>();
  private @Nullable ThreadSteps driver;

  ControlledThreads(List<String> names) {
    this(names, point -> false);
  }

  /**
   * @param within points that lie within steps of the module: of locks, say, whose own steps may
   *     have the names of the module's
   */
  ControlledThreads(List<String> names, Predicate<Point> within) {
    this.names = names;
    this.within = within;
    this.driven = new boolean[names.size()];
    this.points = new String[names.size()];
    this.awaited = new @Nullable BooleanSupplier[names.size()];
    for (int i = 0; i < names.size(); i++) {
      numbers.put(names.get(i), i);
    }
  }

  /**
   * Of a stream that a pool hands out, or of its locks: the model of a pool does not look inside.
   */
  static boolean isOfACommandStream(Point point) {
    return point instanceof CommandStream.Point || point instanceof RankedLock.Point;
  }

  /** A new path begins. */
  void follow(ThreadSteps newDriver) {
    driver = newDriver;
    for (int i = 0; i < driven.length; i++) {
      driven[i] = newDriver.threads().contains(names.get(i));
    }
    Arrays.fill(points, IDLE);
    Arrays.fill(awaited, null);
    overtakings.clear();
  }

  int number(String name) {
    Integer number = numbers.get(name);
    if (number == null) {
      throw new IllegalArgumentException("no thread " + name + "; the configuration has " + names);
    }
    return number;
  }

  @Override
  public boolean controlsThisThread() {
    return driver != null && driver.current() != null;
  }

  @Override
  public void reach(Point point, @Nullable BooleanSupplier ready) {
    if (within.test(point)) {
      return;
    }
    String action = point.action();
    ThreadSteps steps = Objects.requireNonNull(driver);
    int me = number(Objects.requireNonNull(steps.current()));
    points[me] = action;
    awaited[me] = ready;
    steps.reach(action, ready);
    for (int other = 0; other < awaited.length; other++) {
      if (LockProbe.overtakes(ready, awaited[other])) {
        overtakings.add(
            "thread "
                + names.get(me)
                + " is let in before "
                + names.get(other)
                + ", who asked first");
      }
    }
    awaited[me] = null;
  }

  /** A call that leaves its thread idle again, whatever happens. */
  Call returning(int me, Call body) {
    return () -> {
      try {
        body.run();
      } finally {
        points[me] = IDLE;
        awaited[me] = null;
      }
    };
  }

  /** The thread of each number, null if it is gone. */
  List<@Nullable Thread> alive() {
    ThreadSteps steps = Objects.requireNonNull(driver);
    @Nullable Thread[] alive = new @Nullable Thread[names.size()];
    for (int i = 0; i < alive.length; i++) {
      Thread thread = driven[i] ? steps.thread(names.get(i)) : IN_NO_ACTION;
      alive[i] = thread == IN_NO_ACTION || (thread != null && thread.isAlive()) ? thread : null;
    }
    return Arrays.asList(alive);
  }

  List<String> points() {
    return Arrays.asList(points);
  }

  List<@Nullable BooleanSupplier> awaited() {
    return Arrays.asList(awaited);
  }

  boolean allGone() {
    return alive().stream().allMatch(Objects::isNull);
  }

  List<String> overtakings() {
    return List.copyOf(overtakings);
  }
}
