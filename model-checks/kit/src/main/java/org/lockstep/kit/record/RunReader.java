package org.lockstep.kit.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Value;

/**
 * Reads what a {@link RunWriter}, or the C++ driver, wrote: round by round, so that no more than
 * one of them is in memory. What is empty, cut or malformed is refused with the line.
 */
public final class RunReader implements AutoCloseable {
  private final ObjectMapper mapper = new ObjectMapper();
  private final BufferedReader in;
  private final String file;
  private final Header header;
  private int line;
  private int rounds;
  private long events;
  private boolean ended;

  /**
   * @param file what to call it in errors
   */
  public RunReader(BufferedReader in, String file) throws IOException {
    this.in = in;
    this.file = file;
    JsonNode first = next();
    if (first == null) {
      throw new RecordException(file + " is empty: a recorded run begins with its header");
    }
    if (first.path("recordedRun").asInt() != RunWriter.SCHEMA) {
      throw wrong("no header of a recorded run of schema " + RunWriter.SCHEMA);
    }
    List<String> observed = new ArrayList<>();
    first.path("observed").forEach(name -> observed.add(name.asText()));
    this.header =
        new Header(
            text(first, "module"),
            text(first, "model"),
            text(first, "engine"),
            text(first, "variant"),
            text(first, "built"),
            number(first, "seed"),
            observed);
  }

  public Header header() {
    return header;
  }

  /** The next round; null when the run has been read to its end. */
  public @Nullable Round read() throws IOException {
    if (ended) {
      return null;
    }
    JsonNode node = next();
    if (node == null) {
      throw new RecordException(
          file
              + " ends after "
              + rounds
              + " rounds without the line that counts them: it was cut; record it again");
    }
    if (node.has("rounds")) {
      end(node);
      return null;
    }
    if (!node.has("round")) {
      throw wrong("neither a round nor the end of the run");
    }
    int number = (int) number(node, "round");
    List<ThreadLog> logs = new ArrayList<>();
    for (Map.Entry<String, JsonNode> count : node.path("logs").properties()) {
      logs.add(log(number, count.getKey(), count.getValue().asInt()));
    }
    Round round = new Round(number, logs);
    rounds++;
    events += round.events();
    return round;
  }

  private ThreadLog log(int round, String thread, int count) throws IOException {
    List<Event> read = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      JsonNode node = next();
      if (node == null) {
        throw new RecordException(
            file
                + " ends in round "
                + round
                + ", after "
                + i
                + " of "
                + count
                + " events of thread "
                + thread
                + ": it was cut; record it again");
      }
      if (!node.has("a")) {
        throw wrong("no event, where thread " + thread + " has " + (count - i) + " more");
      }
      try {
        read.add(
            new Event(
                text(node, "a"),
                values(node.get("x")),
                number(node, "b"),
                node.has("e") ? number(node, "e") : Event.OPEN,
                values(node.get("s"))));
      } catch (IllegalArgumentException e) {
        throw wrong(String.valueOf(e.getMessage()));
      }
    }
    try {
      return new ThreadLog(thread, read);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private void end(JsonNode node) throws IOException {
    if (number(node, "rounds") != rounds || number(node, "events") != events) {
      throw wrong(
          "it counts "
              + node.get("rounds")
              + " rounds and "
              + node.get("events")
              + " events, and there were "
              + rounds
              + " and "
              + events
              + ": part of it is missing; record it again");
    }
    if (events == 0) {
      throw new RecordException(file + " has no event: nothing was recorded");
    }
    ended = true;
    if (next() != null) {
      throw wrong("more after the end of the run");
    }
  }

  private @Nullable JsonNode next() throws IOException {
    String text = in.readLine();
    if (text == null) {
      return null;
    }
    line++;
    try {
      JsonNode node = mapper.readTree(text);
      if (!node.isObject()) {
        throw wrong("not an object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw wrong("not JSON: " + e.getOriginalMessage());
    }
  }

  private String text(JsonNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null || !value.isTextual()) {
      throw wrong("no text \"" + field + '"');
    }
    return value.asText();
  }

  private long number(JsonNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null || !value.canConvertToLong() || !value.isIntegralNumber()) {
      throw wrong("no number \"" + field + '"');
    }
    return value.asLong();
  }

  private @Nullable List<Value> values(@Nullable JsonNode array) {
    if (array == null) {
      return null;
    }
    List<Value> values = new ArrayList<>(array.size());
    for (JsonNode element : array) {
      values.add(value(element));
    }
    return values;
  }

  private Value value(JsonNode node) {
    if (node.isInt()) {
      return Value.of(node.asInt());
    }
    if (node.isBoolean()) {
      return Value.of(node.asBoolean());
    }
    if (node.isTextual()) {
      return Value.of(node.asText());
    }
    List<Value> elements = values(node);
    if (!node.isArray() || elements == null) {
      throw wrong(node + " is neither a number, a truth, a string nor a sequence");
    }
    return new Value.Seq(elements);
  }

  private RecordException wrong(String what) {
    return new RecordException(file + ", line " + line + ": " + what);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
