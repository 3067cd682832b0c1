package org.lockstep.kit.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockstep.kit.model.Value;

class RunFileTest {
  private static final Header HEADER =
      new Header("Buffer", "FreeBuffer", "java", "sound", "abc", 42, List.of("has"));

  private static final Round FIRST =
      new Round(
          0,
          List.of(
              new ThreadLog(
                  "a",
                  List.of(
                      new Event("Call", List.of(Value.of(-1), Value.of("x")), 1, 2, null),
                      new Event(
                          "Put",
                          null,
                          2,
                          Event.OPEN,
                          List.of(Value.of(true), new Value.Seq(List.of(Value.of(3))))))),
              new ThreadLog("b", List.of())));

  private static final Round SECOND =
      new Round(1, List.of(new ThreadLog("a", List.of(new Event("Get", null, 5, 5, List.of())))));

  private static String written() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (RunWriter writer = new RunWriter(out, HEADER)) {
      writer.write(FIRST);
      writer.write(SECOND);
    }
    return out.toString(UTF_8);
  }

  private static List<Round> read(String text) throws IOException {
    List<Round> rounds = new ArrayList<>();
    try (RunReader reader = new RunReader(new BufferedReader(new StringReader(text)), "run")) {
      assertEquals(HEADER, reader.header());
      for (Round round = reader.read(); round != null; round = reader.read()) {
        rounds.add(round);
      }
      assertNull(reader.read());
    }
    return rounds;
  }

  private static String refused(String text) {
    return String.valueOf(assertThrows(RecordException.class, () -> read(text)).getMessage());
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    assertEquals(List.of(FIRST, SECOND), read(written()));
  }

  @Test
  void whatIsCutIsRefusedWhereverItIsCut() throws IOException {
    String[] lines = written().split("\n");
    assertEquals(7, lines.length);
    StringBuilder part = new StringBuilder();
    assertEquals("run is empty: a recorded run begins with its header", refused(""));
    for (int i = 0; i < lines.length - 1; i++) {
      part.append(lines[i]).append('\n');
      assertTrue(refused(part.toString()).endsWith("it was cut; record it again"));
      String half = lines[i + 1].substring(0, lines[i + 1].length() / 2);
      assertTrue(refused(part + half).contains("line " + (i + 2) + ": not JSON"));
    }
  }

  @Test
  void whatIsMissingInTheMiddleIsRefused() throws IOException {
    String[] lines = written().split("\n");
    List<String> less = new ArrayList<>(List.of(lines));
    less.remove(3); // an event
    assertEquals(
        "run, line 4: no event, where thread a has 1 more", refused(String.join("\n", less)));
    List<String> without = new ArrayList<>(List.of(lines));
    without.subList(4, 6).clear(); // a round
    assertEquals(
        "run, line 5: it counts 2 rounds and 3 events, and there were 1 and 2: part of it is"
            + " missing; record it again",
        refused(String.join("\n", without)));
  }

  @Test
  void whatIsMalformedIsRefused() throws IOException {
    String text = written();
    assertEquals("run, line 1: not an object", refused("[]"));
    assertEquals("run, line 1: no header of a recorded run of schema 1", refused("{}"));
    assertEquals(
        "run, line 1: no number \"seed\"", refused(text.replace("\"seed\":42", "\"seed\":\"x\"")));
    assertEquals(
        "run, line 3: Call ends at 0, before its beginning at 1",
        refused(text.replace("\"e\":2", "\"e\":0")));
    assertEquals(
        "run, line 3: null is neither a number, a truth, a string nor a sequence",
        refused(text.replace("[-1,\"x\"]", "[null]")));
    assertEquals("run, line 8: more after the end of the run", refused(text + "{}\n"));
    assertTrue(
        refused(text.replace("\"b\":2", "\"b\":1").replace("\"b\":1,\"e\":2", "\"b\":1,\"e\":9"))
            .contains("begins before the end of the one before it"));
  }

  @Test
  void aRunWithoutEventsIsRefused() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (RunWriter writer = new RunWriter(out, HEADER)) {
      writer.write(new Round(0, List.of(new ThreadLog("a", List.of()))));
    }
    assertEquals("run has no event: nothing was recorded", refused(out.toString(UTF_8)));
  }
}
