package org.lockstep.gate.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lockstep.gate.engine.Observation;
import org.lockstep.gate.report.Story;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.model.Value;

/** The parts of a {@link Story} that follow from its trace. */
final class StoryText {
  private static final String ENVIRONMENT = "environment";

  private final Trace whole;
  private final Trace trace;
  private final List<String> lanes;

  StoryText(Trace whole, Manifest manifest) {
    this.whole = whole;
    this.trace = whole.unrolled(1);
    Set<String> found = new LinkedHashSet<>();
    // Thread start and exit come from outside too, but have a thread: known from its other steps.
    for (Label label : trace.labels()) {
      if (!label.args().isEmpty() && !manifest.environment().contains(label.action())) {
        found.add(text(label.args().get(0)));
      }
    }
    List<String> all = new ArrayList<>(found.stream().sorted().toList());
    if (trace.labels().stream().anyMatch(label -> !isIn(all, label))) {
      all.add(ENVIRONMENT);
    }
    this.lanes = List.copyOf(all);
  }

  List<String> lanes() {
    return lanes;
  }

  List<Story.Step> steps() {
    List<Story.Step> steps = new ArrayList<>();
    for (Label label : trace.labels()) {
      int lane = isIn(lanes, label) ? lanes.indexOf(text(label.args().get(0))) : lanes.size() - 1;
      steps.add(new Story.Step(label.toString(), lane));
    }
    return steps;
  }

  private static boolean isIn(List<String> threads, Label label) {
    return !label.args().isEmpty() && threads.contains(text(label.args().get(0)));
  }

  /**
   * The model's states in the words of the engines' where there are any, so that what is equal
   * reads the same; variables that no engine has are the model's own.
   */
  Story.Column model(List<Observation> observations) {
    List<Map<String, String>> states = new ArrayList<>();
    for (int i = 0; i < trace.states().size(); i++) {
      Map<String, String> state = new LinkedHashMap<>();
      TraceText.flat(trace.states().get(i)).forEach((name, value) -> state.put(name, text(value)));
      if (!observations.isEmpty()) {
        state.putAll(observations.get(0).demanded().get(i));
      }
      states.add(state);
    }
    String end =
        whole.endsStuttering()
            ? "Nothing happens any more."
            : whole.isLasso() ? "And back to state " + whole.loopTo() + ", for ever." : "";
    return new Story.Column("Model", states, end);
  }

  private static String text(Value value) {
    return value instanceof Value.Str string ? string.value() : value.toString();
  }
}
