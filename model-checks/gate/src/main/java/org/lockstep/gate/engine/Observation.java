package org.lockstep.gate.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.replay.DriveResult;
import org.lockstep.kit.replay.Watched;

/**
 * What an engine showed along a schedule; each state as the values of its components, which are
 * called as in the model.
 *
 * @param demanded what each state of the schedule demands of an engine
 * @param shown what the engine showed before the first step, then after each that it took
 * @param end what came then, in words
 */
public record Observation(
    List<Map<String, String>> demanded, List<Map<String, String>> shown, String end) {
  public Observation {
    demanded = List.copyOf(demanded);
    shown = List.copyOf(shown);
  }

  /**
   * The index of the first state that differs from what was demanded, apart from components that
   * differ before the first step; the number of states if none does.
   */
  public int agreeing() {
    if (shown.isEmpty()) {
      return 0;
    }
    Set<String> names = new HashSet<>(shown.get(0).keySet());
    names.removeIf(name -> !equal(name, 0));
    for (int i = 0; i < shown.size(); i++) {
      int at = i;
      if (!names.stream().allMatch(name -> equal(name, at))) {
        return i;
      }
    }
    return shown.size();
  }

  private boolean equal(String name, int state) {
    return Objects.equals(shown.get(state).get(name), demanded.get(state).get(name));
  }

  static <V> Observation of(
      Trace trace,
      Watched<V> watched,
      Function<State, V> project,
      Function<V, Map<String, String>> components) {
    List<Map<String, String>> demanded = new ArrayList<>();
    trace.states().forEach(state -> demanded.add(components.apply(project.apply(state))));
    // The closing step of a loop leads to a state that is there already.
    return new Observation(
        demanded,
        watched.views().stream().limit(demanded.size()).map(components).toList(),
        end(watched.result()));
  }

  private static String end(DriveResult<?> result) {
    StringBuilder text = new StringBuilder();
    if (result.refusal() != null) {
      text.append(result.refusal()).append(". ");
    }
    result
        .thrown()
        .forEach(
            (thread, thrown) ->
                text.append("Thread ")
                    .append(thread)
                    .append(" throws: ")
                    .append(thrown.getMessage())
                    .append(". "));
    result
        .stuck()
        .forEach(
            (thread, where) ->
                text.append("Thread ")
                    .append(thread)
                    .append(" is stuck ")
                    .append(where)
                    .append(". "));
    if (result.endless()) {
      text.append("The threads do not come to an end. ");
    }
    return text.isEmpty() ? "All steps taken; all threads then finish." : text.toString().strip();
  }
}
