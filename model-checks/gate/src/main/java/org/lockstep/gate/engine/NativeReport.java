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

  /** Something that a call ended with, in the step of this number. */
  record Thrown(int step, String thread, String message) {}

  /** What was thrown first. */
  Thrown firstThrown() {
    JsonNode first = root.path("exceptions").path(0); // they stand in the order of their steps
    return new Thrown(first.path("step").asInt(), thread(first), first.path("message").asText());
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
