package org.lockstep.kit.tlc.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tlc2.output.EC;
import tlc2.output.MPRecorder;
import tlc2.tool.TLCState;
import tlc2.tool.TLCStateInfo;

/** Hears TLC's messages as codes and objects, before they become text. */
final class Recorder extends MPRecorder {
  private static final Pattern SECTION = Pattern.compile("^<(\\S+) .*$", Pattern.DOTALL);
  private static final Pattern INDENT = Pattern.compile("^[^l]*");

  private final List<TLCState> trace = new ArrayList<>();
  private @Nullable String violated;
  private boolean stutters;
  private int backTo;
  private int depth;
  private long initialStates;
  private boolean inInitialState;
  private boolean stopped;
  private String section = "";
  private final Map<String, Set<String>> unreached = new TreeMap<>();
  private @Nullable Thread temporal;

  /** From here on TLC must not start on temporal properties, and ends what it began of them. */
  synchronized void stop() {
    stopped = true;
    if (temporal != null) {
      temporal.interrupt();
    }
  }

  @Override
  public synchronized void record(int code, @Nullable Object... objects) {
    switch (code) {
      case EC.TLC_INVARIANT_VIOLATED_INITIAL, EC.TLC_PROPERTY_VIOLATED_INITIAL -> {
        violated = text(objects);
        inInitialState = true;
      }
      case EC.TLC_INVARIANT_VIOLATED_BEHAVIOR,
          EC.TLC_ACTION_PROPERTY_VIOLATED_BEHAVIOR,
          EC.TLC_INVARIANT_EVALUATION_FAILED,
          EC.TLC_ACTION_PROPERTY_EVALUATION_FAILED ->
          violated = text(objects);
      case EC.TLC_STATE_PRINT2 -> {
        if (objects[0] instanceof TLCStateInfo info) {
          trace.add(info.state);
        }
      }
      case EC.TLC_STATE_PRINT3 -> stutters = true;
      case EC.TLC_BACK_TO_STATE -> backTo = Integer.parseInt(text(objects));
      case EC.TLC_SEARCH_DEPTH -> depth = Integer.parseInt(text(objects));
      case EC.TLC_INIT_GENERATED1, EC.TLC_INIT_GENERATED2 ->
          initialStates = Long.parseLong(text(objects));
      case EC.TLC_CHECKING_TEMPORAL_PROPS -> {
        if (stopped) {
          throw new Stopped();
        }
        temporal = Thread.currentThread();
      }
      case EC.TLC_COVERAGE_START -> unreached.clear();
      case EC.TLC_COVERAGE_INIT, EC.TLC_COVERAGE_PROPERTY -> section = "";
      case EC.TLC_COVERAGE_NEXT -> section = SECTION.matcher(text(objects)).replaceFirst("$1");
      case EC.TLC_COVERAGE_VALUE -> {
        if (!section.isEmpty() && "0".equals(objects[1])) {
          unreached
              .computeIfAbsent(section, action -> new TreeSet<>())
              .add(INDENT.matcher(text(objects)).replaceFirst(""));
        }
      }
      case EC.TLC_CHECKING_TEMPORAL_PROPS_END -> temporal = null;
      default -> {}
    }
  }

  private static String text(@Nullable Object[] objects) {
    return String.valueOf(objects[0]);
  }

  synchronized @Nullable String violated() {
    return violated;
  }

  /** Whether the violation is in an initial state, of which TLC prints no trace. */
  synchronized boolean inInitialState() {
    return inInitialState;
  }

  synchronized List<TLCState> trace() {
    return List.copyOf(trace);
  }

  /** Index of the state that the trace goes back to, -1 if it ends. */
  synchronized int loopTo() {
    return stutters ? trace.size() - 1 : backTo - 1;
  }

  /**
   * By action, where its evaluation never came to the new value of a variable; only if coverage is
   * on.
   */
  synchronized Map<String, Set<String>> unreached() {
    return new TreeMap<>(unreached);
  }

  /** 0 if TLC did not tell: it does so after a success only. */
  synchronized int depth() {
    return depth;
  }

  synchronized long initialStates() {
    return initialStates;
  }
}
