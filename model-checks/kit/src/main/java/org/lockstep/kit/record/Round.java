package org.lockstep.kit.record;

import java.util.List;

/** One run of the system from an initial state: a log of each thread. */
public record Round(int number, List<ThreadLog> logs) {
  public Round {
    logs = List.copyOf(logs);
  }

  public int events() {
    return logs.stream().mapToInt(log -> log.events().size()).sum();
  }
}
