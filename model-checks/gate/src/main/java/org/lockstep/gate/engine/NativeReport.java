package org.lockstep.gate.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The report of {@code lockstep_replay}, with threads called by their names. */
final class NativeReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CLEAN = "\"exceptions\":[]";

  private final JsonNode root;
  private final List<String> threads;

  NativeReport(String text, List<String> threads) {
    try {
      this.root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the C++ engine reports what is no JSON: " + text, e);
    }
    this.threads = threads;
  }

  /** Whether nothing was thrown, seen without reading the whole report: there is one per path. */
  static boolean isClean(String text) {
    return text.contains(CLEAN);
  }

  int carriedOut() {
    return root.path("carriedOut").asInt();
  }

  /** Why a step was refused, null if none was. */
  @Nullable String refusal() {
    JsonNode refusal = root.path("refusal");
    return refusal.isObject() ? named(refusal.path("reason").asText()) : null;
  }

  /** The step in which something was thrown first, -1 if nothing was. */
  int firstThrowingStep() {
    int first = -1;
    for (JsonNode thrown : root.path("exceptions")) {
      int step = thrown.path("step").asInt();
      first = first < 0 ? step : Math.min(first, step);
    }
    return first;
  }

  /** What was thrown, by thread. */
  Map<String, String> thrown() {
    Map<String, String> byThread = new TreeMap<>();
    for (JsonNode thrown : root.path("exceptions")) {
      byThread.putIfAbsent(thread(thrown), thrown.path("message").asText());
    }
    return byThread;
  }

  /** Where threads are stuck, by thread; in the words of the kit. */
  Map<String, String> stuck() {
    Map<String, String> byThread = new TreeMap<>();
    for (JsonNode stuck : root.path("stuck")) {
      byThread.put(thread(stuck), "at step point " + stuck.path("at").asText() + " (blocked)");
    }
    return byThread;
  }

  int[] finalRow() {
    int[] row = new int[root.path("finalRow").size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = root.path("finalRow").get(i).asInt();
    }
    return row;
  }

  JsonNode facts() {
    return root.path("facts");
  }

  private String thread(JsonNode node) {
    return name(node.path("thread").asInt());
  }

  private String name(int number) {
    return number >= 0 && number < threads.size() ? threads.get(number) : "thread " + number;
  }

  private String named(String text) {
    String result = text;
    for (int i = threads.size() - 1; i >= 0; i--) {
      result = result.replace("thread " + i + " ", "thread " + threads.get(i) + " ");
    }
    return result;
  }
}
