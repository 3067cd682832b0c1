package org.lockstep.kit.validate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.record.Event;
import org.lockstep.kit.record.Round;
import org.lockstep.kit.record.ThreadLog;

/**
 * Searches for an order of a round's events that is a behaviour of the model: depth first, the
 * event that ended first is tried first, and no position is visited twice. An event can come next
 * if no other had ended before it began. For one thread.
 */
public final class Validator {
  private static final int MOST_THREADS = 8;
  private static final int MOST_EVENTS = 0xFFFF;
  private static final int MOST_CANDIDATES = 8;

  /** Stands, in place of a thread, for a step that nobody records. */
  private static final int HIDDEN = -1;

  /** Stands, in place of a state, for those that the model has yet to be asked for. */
  private static final int UNASKED = -1;

  private static final int NOWHERE = -2;

  private final Moves moves;
  private final int[] hidden;
  private final Numbering numbering;
  private long states;

  /**
   * @param hidden actions that no thread records: they may happen at any time
   * @param observed the variables that threads saw, {@link org.lockstep.kit.record.Header#observed}
   */
  public Validator(Moves moves, Set<String> hidden, List<String> observed) {
    this.moves = moves;
    this.hidden =
        IntStream.range(0, moves.labels().size())
            .filter(label -> hidden.contains(moves.labels().get(label).action()))
            .toArray();
    this.numbering = new Numbering(moves, List.copyOf(observed));
  }

  /** Positions visited so far, of all rounds. */
  public long visited() {
    return states;
  }

  public Verdict validate(Round round) {
    Search search = new Search(round);
    boolean legal = search.run();
    states += search.visited.size();
    return search.verdict(legal);
  }

  private final class Search {
    private final Round round;
    private final int threads;
    private final int[][] names;
    private final int[][] seen;
    private final long[][] begin;
    private final long[][] end;
    private final int[] at;
    private final int due;
    private final Visited visited = new Visited();

    // One frame for each step taken: the state it led to, and what can come next there.
    private int[] frameState = new int[1024];
    private int[] frameThread = new int[1024];
    private int[] frameLabel = new int[1024];
    private int[] frameOptions = new int[1024];
    private int depth;
    private int[] options = new int[4096];
    private int optionsEnd;

    private int most = -1;
    private int explained;
    private int[] mostAt = new int[0];
    private final Set<Integer> candidates = new LinkedHashSet<>();

    Search(Round round) {
      this.round = round;
      this.threads = round.logs().size();
      if (threads > MOST_THREADS) {
        throw new IllegalArgumentException(
            "a round has at most " + MOST_THREADS + " threads, not " + threads);
      }
      names = new int[threads][];
      seen = new int[threads][];
      begin = new long[threads][];
      end = new long[threads][];
      at = new int[threads];
      int closed = 0;
      for (int t = 0; t < threads; t++) {
        closed += load(t, round.logs().get(t));
      }
      due = closed;
    }

    private int load(int t, ThreadLog log) {
      List<Event> events = log.events();
      int count = events.size();
      if (count > MOST_EVENTS) {
        throw new IllegalArgumentException(
            "a round has at most "
                + MOST_EVENTS
                + " events of one thread, not "
                + count
                + ": record shorter rounds");
      }
      names[t] = new int[count];
      seen[t] = new int[count];
      begin[t] = new long[count];
      end[t] = new long[count];
      int closed = 0;
      for (int i = 0; i < count; i++) {
        Event event = events.get(i);
        names[t][i] = numbering.name(log.thread(), event);
        seen[t][i] = numbering.seen(event);
        begin[t][i] = event.begin();
        end[t][i] = event.end();
        closed += event.isOpen() ? 0 : 1;
      }
      return closed;
    }

    boolean run() {
      for (int initial : moves.initial()) {
        if (enter(initial, HIDDEN, -1) && search()) {
          return true;
        }
      }
      return false;
    }

    private boolean search() {
      while (depth > 0) {
        if (explained == due) {
          return true;
        }
        int frame = depth - 1;
        if (optionsEnd == frameOptions[frame]) {
          leave();
          continue;
        }
        optionsEnd -= 3;
        int thread = options[optionsEnd + 1];
        int label = options[optionsEnd + 2];
        if (options[optionsEnd] != UNASKED) {
          enter(options[optionsEnd], thread, label);
          continue;
        }
        // Its other targets stay for later, if there are any.
        int[] targets = moves.targets(frameState[frame], label);
        int first = NOWHERE;
        for (int target : targets) {
          if (thread == HIDDEN || agrees(thread, target)) {
            if (first != NOWHERE) {
              option(target, thread, label);
            } else {
              first = target;
            }
          }
        }
        if (first != NOWHERE) {
          enter(first, thread, label);
        }
      }
      return false;
    }

    /** Takes a step, unless it leads to where the search has been. */
    private boolean enter(int state, int thread, int label) {
      advance(thread, 1);
      if (!visited.add(at, state)) {
        advance(thread, -1);
        return false;
      }
      if (depth == frameState.length) {
        frameState = Arrays.copyOf(frameState, 2 * depth);
        frameThread = Arrays.copyOf(frameThread, 2 * depth);
        frameLabel = Arrays.copyOf(frameLabel, 2 * depth);
        frameOptions = Arrays.copyOf(frameOptions, 2 * depth);
      }
      frameState[depth] = state;
      frameThread[depth] = thread;
      frameLabel[depth] = label;
      frameOptions[depth] = optionsEnd;
      depth++;
      remember(state);
      offer();
      return true;
    }

    private void leave() {
      depth--;
      advance(frameThread[depth], -1);
    }

    private void advance(int thread, int by) {
      if (thread == HIDDEN) {
        return;
      }
      int event = by > 0 ? at[thread] : at[thread] - 1;
      explained += end[thread][event] == Event.OPEN ? 0 : by;
      at[thread] += by;
    }

    private void remember(int state) {
      if (explained > most) {
        most = explained;
        mostAt = at.clone();
        candidates.clear();
      }
      if (explained == most && candidates.size() < MOST_CANDIDATES && Arrays.equals(at, mostAt)) {
        candidates.add(state);
      }
    }

    /** What can come next, the most promising last. */
    private void offer() {
      long firstEnd = Event.OPEN;
      for (int t = 0; t < threads; t++) {
        if (at[t] < end[t].length) {
          firstEnd = Math.min(firstEnd, end[t][at[t]]);
        }
      }
      int first = optionsEnd;
      for (int label : hidden) {
        option(UNASKED, HIDDEN, label);
      }
      for (int t = 0; t < threads; t++) {
        if (at[t] < end[t].length && begin[t][at[t]] <= firstEnd) {
          for (int label : numbering.labels(names[t][at[t]])) {
            option(UNASKED, t, label);
          }
        }
      }
      sort(first);
    }

    private boolean agrees(int t, int target) {
      int sight = seen[t][at[t]];
      return sight == Numbering.NOTHING_SEEN
          || sight == numbering.sightOf(target, round.logs().get(t).thread());
    }

    private void option(int state, int thread, int label) {
      if (optionsEnd + 3 > options.length) {
        options = Arrays.copyOf(options, 2 * options.length);
      }
      options[optionsEnd++] = state;
      options[optionsEnd++] = thread;
      options[optionsEnd++] = label;
    }

    private void sort(int first) {
      for (int i = first + 3; i < optionsEnd; i += 3) {
        for (int j = i; j > first && urgency(j) > urgency(j - 3); j -= 3) {
          for (int k = 0; k < 3; k++) {
            int swapped = options[j + k];
            options[j + k] = options[j - 3 + k];
            options[j - 3 + k] = swapped;
          }
        }
      }
    }

    /** What nobody records comes last of all. */
    private long urgency(int option) {
      int thread = options[option + 1];
      return thread == HIDDEN ? Long.MAX_VALUE : end[thread][at[thread]];
    }

    Verdict verdict(boolean legal) {
      Map<String, Event> next = new LinkedHashMap<>();
      List<State> states = new ArrayList<>();
      if (!legal) {
        for (int t = 0; t < threads; t++) {
          ThreadLog log = round.logs().get(t);
          if (mostAt.length > 0 && mostAt[t] < log.events().size()) {
            next.put(log.thread(), log.events().get(mostAt[t]));
          }
        }
        candidates.forEach(state -> states.add(moves.state(state)));
      }
      List<Label> order = new ArrayList<>();
      if (legal) {
        for (int i = 1; i < depth; i++) {
          order.add(moves.labels().get(frameLabel[i]));
        }
      }
      return new Verdict(
          legal,
          round.events(),
          Math.max(0, most),
          order,
          Collections.unmodifiableMap(next),
          states);
    }
  }
}
