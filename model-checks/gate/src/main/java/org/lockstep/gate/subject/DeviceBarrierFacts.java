package org.lockstep.gate.subject;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the users of a barrier have seen go wrong. */
public final class DeviceBarrierFacts {
  /** The kinds, by the names that the C++ engine has for them. */
  public enum Kind {
    /** Has waited for the stream, and so many works from before the call are not done. */
    UNFINISHED("unfinished"),
    /** A barrier has returned and has not visited the stream, which has so much work. */
    UNVISITED("unvisited"),
    /** Waited for the lock of the registry, with which thread {@code other} waits. */
    HELD_UP("heldUp"),
    /** Still waited when all of the stream was done that its fence was behind. */
    OVERDUE("overdue"),
    /** The stream has failed, and nobody is told. */
    UNTOLD("untold"),
    /** Its work went to the stream, while its own was {@code other}. */
    MISPLACED("misplaced"),
    /** Had the stream of the pool when another guard, of thread {@code other}, gave it back. */
    TAKEN_AWAY("takenAway");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /**
   * One thing that was seen; what does not belong to its kind is -1.
   *
   * @param other a number of works, a thread or a stream
   */
  public record Seen(int thread, int stream, int other) {}

  private final Map<Kind, Set<Seen>> all = new EnumMap<>(Kind.class);

  public DeviceBarrierFacts() {
    Arrays.stream(Kind.values()).forEach(kind -> all.put(kind, new LinkedHashSet<>()));
  }

  public void add(Kind kind, int thread, int stream, int other) {
    all.getOrDefault(kind, Set.of()).add(new Seen(thread, stream, other));
  }

  /** What was seen first. */
  Optional<Seen> first(Kind kind) {
    return all.getOrDefault(kind, Set.of()).stream().findFirst();
  }

  boolean isEmpty() {
    return all.values().stream().allMatch(Set::isEmpty);
  }

  @Override
  public String toString() {
    return all.toString();
  }
}
