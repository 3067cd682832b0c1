package org.lockstep.gate.check;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.model.Value;

/** A behaviour for a reader: the initial state, then at each step what it changed. */
public final class TraceText {
  private TraceText() {}

  public static String of(Trace trace) {
    StringBuilder text = new StringBuilder("State 0, initial\n");
    Map<String, Value> last = flat(trace.states().get(0));
    last.forEach(
        (name, value) -> text.append("    ").append(name).append(" = ").append(value).append('\n'));
    for (int i = 1; i < trace.states().size(); i++) {
      text.append("State ").append(i).append(label(trace, i - 1)).append('\n');
      Map<String, Value> next = flat(trace.states().get(i));
      changes(text, last, next);
      last = next;
    }
    if (trace.endsStuttering()) {
      text.append("and nothing happens any more\n");
    } else if (trace.isLasso()) {
      text.append("and back to state ")
          .append(trace.loopTo())
          .append(
              trace.labels().size() == trace.states().size() ? label(trace, trace.length()) : "")
          .append('\n');
    }
    return text.toString();
  }

  private static String label(Trace trace, int step) {
    return trace.labels().isEmpty() ? "" : ", after " + trace.labels().get(step);
  }

  private static void changes(
      StringBuilder text, Map<String, Value> before, Map<String, Value> after) {
    after.forEach(
        (name, value) -> {
          if (!value.equals(before.get(name))) {
            text.append("    ").append(name).append(" = ").append(value).append('\n');
          }
        });
    before.keySet().stream()
        .filter(name -> !after.containsKey(name))
        .forEach(name -> text.append("    ").append(name).append(" is gone\n"));
  }

  /** Functions with names for arguments are taken apart, so that a change is one short line. */
  static Map<String, Value> flat(State state) {
    Map<String, Value> flat = new LinkedHashMap<>();
    for (String name : state.names()) {
      Value value = state.get(name);
      Map<?, Value> entries = entries(value);
      if (entries == null) {
        flat.put(name, value);
      } else {
        entries.forEach((key, entry) -> flat.put(name + "[" + key + "]", entry));
      }
    }
    return flat;
  }

  private static @Nullable Map<?, Value> entries(Value value) {
    if (value instanceof Value.Fun fun) {
      return fun.entries();
    }
    return value instanceof Value.Rec rec ? rec.fields() : null;
  }
}
