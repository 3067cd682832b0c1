package org.lockstep.kit.validate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.record.Event;
import org.lockstep.kit.record.Round;
import org.lockstep.kit.record.ThreadLog;

/**
 * A round as a module for TLC, which owes nothing to {@link Validator}: the model's own actions,
 * each taken only as the next event of a log whose time has come, and an invariant that is violated
 * if all logs can be consumed.
 */
public final class TraceModule {
  /** Violated exactly if the round is a behaviour of the model. */
  public static final String INVARIANT = "NotAllConsumed";

  private final String base;
  private final Round round;
  private final Set<String> hidden;
  private final List<String> observed;
  private final Set<Label> unrecorded = new LinkedHashSet<>();

  /** The names and numbers of arguments of the model's actions. */
  private final Map<String, Integer> actions = new TreeMap<>();

  /** What in the model is an atom, and in a log a string. */
  private final Set<String> atoms = new TreeSet<>();

  private final Map<Long, Integer> ranks = new TreeMap<>();

  /**
   * @param base the module whose actions are meant, and whose cfg gives the constants
   * @param atoms the model values of the cfg
   */
  public TraceModule(
      String base,
      Collection<Label> labels,
      Collection<String> atoms,
      Round round,
      Set<String> hidden,
      List<String> observed) {
    this.base = base;
    this.round = round;
    this.hidden = Set.copyOf(hidden);
    this.observed = List.copyOf(observed);
    this.atoms.addAll(atoms);
    for (Label label : labels) {
      actions.put(label.action(), label.args().size());
      if (hidden.contains(label.action())) {
        unrecorded.add(label);
      }
    }
    for (ThreadLog log : round.logs()) {
      for (Event event : log.events()) {
        ranks.put(event.begin(), 0);
        ranks.put(event.end(), 0);
      }
    }
    int rank = 0;
    for (Map.Entry<Long, Integer> entry : ranks.entrySet()) {
      entry.setValue(rank++); // TLC's numbers have 32 bits
    }
  }

  public String name() {
    return "Trace" + base;
  }

  /** The cfg: that of the base, with the beginning and the steps of the trace. */
  public String cfg(String ofBase) {
    StringBuilder text = new StringBuilder();
    for (String line : ofBase.split("\n", -1)) {
      text.append(line.startsWith("SPECIFICATION") ? "INIT TraceInit\nNEXT TraceNext" : line)
          .append('\n');
    }
    return text.append("INVARIANT ").append(INVARIANT).append('\n').toString();
  }

  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("---- MODULE ").append(name()).append(" ----\n");
    text.append("\\* Generated: a recorded round, number ").append(round.number()).append(".\n");
    text.append("EXTENDS ").append(base).append(", Integers, Sequences\n\n");
    text.append("VARIABLE traceAt\n\n");
    text.append("TraceLogs == <<\n").append(logs()).append("\n>>\n\n");
    text.append("TraceMore(log_) == traceAt[log_] <= Len(TraceLogs[log_])\n");
    text.append("TraceEvent(log_) == TraceLogs[log_][traceAt[log_]]\n");
    text.append("\\* No other had ended before it began.\n");
    text.append(
        "TraceDue(log_) == \\A other_ \\in DOMAIN TraceLogs : TraceMore(other_) => ~(TraceEvent(other_).e < TraceEvent(log_).b)\n");
    text.append("TraceTake(log_) ==\n");
    text.append(takes());
    text.append("TraceInit == Init /\\ traceAt = [log_ \\in DOMAIN TraceLogs |-> 1]\n");
    text.append("TraceNext ==\n");
    text.append("    \\/ \\E log_ \\in DOMAIN TraceLogs :\n");
    text.append(
        "         TraceMore(log_) /\\ TraceDue(log_) /\\ TraceTake(log_) /\\ TraceSaw(log_)\n");
    text.append("         /\\ traceAt' = [traceAt EXCEPT ![log_] = @ + 1]\n");
    for (Label label : unrecorded) {
      text.append("    \\/ ").append(label).append(" /\\ UNCHANGED traceAt\n");
    }
    text.append("    \\/ UNCHANGED <<vars, traceAt>>\n");
    text.append(INVARIANT)
        .append(
            " == \\E log_ \\in DOMAIN TraceLogs : TraceMore(log_) /\\ ~TraceEvent(log_).open\n");
    return text.append("====\n").toString();
  }

  private String logs() {
    return round.logs().stream().map(this::log).collect(Collectors.joining(",\n"));
  }

  private String log(ThreadLog log) {
    return log.events().stream()
        .map(event -> "  " + record(log.thread(), event))
        .collect(Collectors.joining(",\n", " <<\n", " >>"));
  }

  private String record(String thread, Event event) {
    return "[a |-> \""
        + event.action()
        + "\", x |-> "
        + arguments(thread, event)
        + ", known |-> "
        + (event.further() == null ? "FALSE" : "TRUE")
        + ", b |-> "
        + ranks.get(event.begin())
        + ", e |-> "
        + ranks.get(event.end())
        + ", open |-> "
        + (event.isOpen() ? "TRUE" : "FALSE")
        + ", s |-> "
        + sequence(event.seen())
        + "]";
  }

  private String arguments(String thread, Event event) {
    List<Value> all = new ArrayList<>();
    if (!thread.isEmpty()) {
      all.add(Value.of(thread));
    }
    if (event.further() != null) {
      all.addAll(event.further());
    }
    return sequence(all);
  }

  private String sequence(@Nullable List<Value> values) {
    return values == null
        ? "<<>>"
        : values.stream().map(this::value).collect(Collectors.joining(", ", "<<", ">>"));
  }

  private String value(Value value) {
    if (value instanceof Value.Str text && atoms.contains(text.value())) {
      return text.value();
    }
    if (value instanceof Value.Seq elements) {
      return sequence(elements.elements());
    }
    return value.toString();
  }

  private String takes() {
    StringBuilder text = new StringBuilder();
    text.append("    LET now_ == TraceEvent(log_) IN\n");
    String separator = "    CASE ";
    for (Map.Entry<String, Integer> action : actions.entrySet()) {
      if (hidden.contains(action.getKey())) {
        continue;
      }
      text.append(separator).append("now_.a = \"").append(action.getKey()).append("\" -> ");
      text.append(taken(action.getKey(), action.getValue())).append('\n');
      separator = "      [] ";
    }
    text.append(separator).append("OTHER -> FALSE\n");
    text.append(
        "TraceSaw(log_) ==\n    LET now_ == TraceEvent(log_) IN\n    IF now_.s = <<>> THEN TRUE ELSE (");
    for (int i = 0; i < observed.size(); i++) {
      text.append(i == 0 ? "" : " /\\ ")
          .append(observed.get(i))
          .append("'[now_.x[1]] = now_.s[")
          .append(i + 1)
          .append(']');
    }
    return text.append(observed.isEmpty() ? "TRUE" : "").append(")\n").toString();
  }

  /** With its arguments if they were recorded, else with any. */
  private String taken(String action, int arguments) {
    if (arguments == 0) {
      return action;
    }
    String all = call(action, arguments, 0);
    return arguments == 1
        ? all
        : "IF now_.known THEN Len(now_.x) = " + arguments + " /\\ " + all + " ELSE FALSE";
  }

  private static String call(String action, int arguments, int from) {
    StringBuilder text = new StringBuilder(action).append('(');
    for (int i = from; i < arguments; i++) {
      text.append(i == from ? "" : ", ").append("now_.x[").append(i + 1).append(']');
    }
    return text.append(')').toString();
  }
}
