package org.lockstep.gate.free;

import java.util.List;
import java.util.StringJoiner;

/**
 * What the clients of a round are to do: of each thread its calls, in their order, and what the
 * device does meanwhile. Plain data, so that it can be drawn, shrunk and read.
 *
 * @param threads by thread, in the order of {@link ProgrammedModule#threads}; missing ones only end
 * @param dawdles whether threads let others go first at some step points
 * @param fails one work in so many fails on the device, none if 0
 */
record ClientProgram(List<List<Step>> threads, boolean dawdles, int fails) {
  /**
   * A call.
   *
   * @param argument for calls that have one
   * @param pause spins so often before it
   */
  record Step(String call, int argument, int pause) {
    @Override
    public String toString() {
      return call + " " + argument + (pause == 0 ? "" : " after " + pause);
    }
  }

  ClientProgram {
    threads = threads.stream().map(List::copyOf).toList();
  }

  int calls() {
    return threads.stream().mapToInt(List::size).sum();
  }

  List<Step> of(int thread) {
    return thread < threads.size() ? threads.get(thread) : List.of();
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner("; ");
    for (List<Step> steps : threads) {
      text.add(steps.toString());
    }
    return text
        + (dawdles ? "; dawdling" : "")
        + (fails == 0 ? "" : "; one work in " + fails + " fails");
  }
}
