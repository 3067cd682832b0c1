package org.lockstep.stream;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a soak has found wrong: how often, and the first few in words. */
class Complaints {
  enum Wrong {
    LOST,
    DOUBLED,
    TOO_EARLY,
    UNTOLD,
    TOLD_TWICE,
    TOLD_ANOTHER,
    HANDLER,
    CONTENT,
    UNEXPECTED
  }

  private final Map<Wrong, Long> wrongs = new EnumMap<>(Wrong.class);
  private final List<String> said = new ArrayList<>();

  final synchronized void wrong(Wrong what, String where) {
    wrongs.merge(what, 1L, Long::sum);
    if (said.size() < 20) {
      said.add(what + ": " + where);
    }
  }

  final synchronized Map<Wrong, Long> wrongs() {
    return Map.copyOf(wrongs);
  }

  final synchronized String complaints() {
    return wrongs + " " + String.join("; ", said);
  }
}
