package org.lockstep.kit.replay;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.Value;

/**
 * What each action of a model is to the driver. The first argument of every action but an
 * environment's is the acting thread. Step points that the model does not speak of must be named as
 * ignored; any other unknown point is a divergence.
 */
public final class Alphabet {
  private final Map<String, ActionKind> kinds;
  private final Set<String> ignoredPoints;

  private Alphabet(Map<String, ActionKind> kinds, Set<String> ignoredPoints) {
    this.kinds = new TreeMap<>(kinds);
    this.ignoredPoints = Set.copyOf(ignoredPoints);
  }

  public static Builder builder() {
    return new Builder();
  }

  public static Alphabet of(Map<String, ActionKind> kinds) {
    return new Alphabet(kinds, Set.of());
  }

  public ActionKind kind(Label label) {
    ActionKind kind = kinds.get(label.action());
    if (kind == null) {
      throw new IllegalArgumentException(
          "the alphabet does not say what kind of action "
              + label
              + " is; it knows "
              + kinds.keySet()
              + ": declare it there");
    }
    return kind;
  }

  /** The name of the acting thread, null for an environment's action. */
  public @Nullable String thread(Label label) {
    if (kind(label) == ActionKind.ENVIRONMENT) {
      return null;
    }
    if (label.args().isEmpty()) {
      throw new IllegalArgumentException(
          label
              + " names no thread: the first argument of a "
              + kind(label)
              + " action is the acting thread");
    }
    Value first = label.args().get(0);
    return first instanceof Value.Str ? ((Value.Str) first).value() : first.toString();
  }

  boolean ignores(String point) {
    return ignoredPoints.contains(point);
  }

  boolean ignoresNothing() {
    return ignoredPoints.isEmpty();
  }

  /** The acting threads of these labels, each once, sorted by name. */
  List<String> threads(List<Label> labels) {
    Set<String> names = new HashSet<>();
    for (Label label : labels) {
      String thread = thread(label);
      if (thread != null) {
        names.add(thread);
      }
    }
    List<String> sorted = new ArrayList<>(names);
    sorted.sort(null);
    return List.copyOf(sorted);
  }

  /** For {@code PathCover}: a number for the thread that takes a step. */
  public int agent(Label label) {
    String thread = thread(label);
    return thread == null ? -1 : thread.hashCode() & Integer.MAX_VALUE;
  }

  /** Declares the actions of a model, each once. */
  public static final class Builder {
    private final Map<String, ActionKind> kinds = new TreeMap<>();
    private final Set<String> ignoredPoints = new HashSet<>();

    private Builder() {}

    public Builder steps(String... actions) {
      return declare(ActionKind.STEP, actions);
    }

    public Builder client(String... actions) {
      return declare(ActionKind.CLIENT, actions);
    }

    public Builder environment(String... actions) {
      return declare(ActionKind.ENVIRONMENT, actions);
    }

    public Builder threadExit(String... actions) {
      return declare(ActionKind.THREAD_EXIT, actions);
    }

    public Builder threadStart(String... actions) {
      return declare(ActionKind.THREAD_START, actions);
    }

    /**
     * Step points of the code that this model abstracts from: threads pass them without stopping.
     */
    public Builder ignoredPoints(String... points) {
      ignoredPoints.addAll(List.of(points));
      return this;
    }

    private Builder declare(ActionKind kind, String... actions) {
      for (String action : actions) {
        ActionKind before = kinds.put(action, kind);
        if (before != null) {
          throw new IllegalArgumentException(
              "action " + action + " is declared twice, as " + before + " and as " + kind);
        }
      }
      return this;
    }

    public Alphabet build() {
      for (String point : ignoredPoints) {
        if (kinds.containsKey(point)) {
          throw new IllegalArgumentException(
              point + " is an action of the model, so its step point cannot be ignored");
        }
      }
      return new Alphabet(kinds, ignoredPoints);
    }
  }
}
