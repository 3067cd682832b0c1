package org.lockstep.gate.free;

import java.util.List;
import java.util.StringJoiner;

/**
 * All that the clients of a round decide, and what the device does meanwhile: plain data, so that
 * it can be drawn, shrunk and shown.
 *
 * @param calls so many groups of calls by each client
 * @param choices by thread, in the order of {@link FreeModule#clients}, one after the other; when
 *     they are at an end, and of threads without any, the plainest
 * @param dawdles whether threads let others go first at some step points
 */
record ClientProgram(int calls, List<List<Integer>> choices, boolean dawdles) {
  ClientProgram {
    choices = choices.stream().map(List::copyOf).toList();
  }

  Choices of(int thread) {
    List<Integer> mine = thread < choices.size() ? choices.get(thread) : List.of();
    int[] made = new int[1];
    return bound -> made[0] < mine.size() ? mine.get(made[0]++) % bound : 0;
  }

  int size() {
    return calls + choices.stream().mapToInt(List::size).sum();
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner("; ", calls + " times; ", "");
    choices.forEach(each -> text.add(each.toString()));
    return text + (dawdles ? "; dawdling" : "");
  }
}
