package org.lockstep.kit.itf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.model.Value;

class ItfTest {
  private static final State FIRST =
      new State(
          List.of("x", "f"),
          List.of(
              Value.seq(
                  Value.of(-1), Value.of("a"), Value.of(true), Value.set(Value.of(2), Value.of(1))),
              Value.fun(
                  Map.of(
                      Value.model("t1"),
                      Value.rec(Map.of("a", Value.seq())),
                      Value.model("t2"),
                      Value.set()))));
  private static final State SECOND =
      new State(
          List.of("x", "f"),
          List.of(
              Value.fun(Map.of(Value.of(0), Value.of(5))), Value.rec(Map.of("#odd", Value.of(1)))));
  private static final Trace TRACE =
      new Trace(
          List.of(FIRST, SECOND),
          List.of(
              Label.of("Enter", Value.model("t1"), Value.of(3)),
              Label.of("Back", Value.model("t2"))),
          0,
          Map.of("source", "a test"));

  private final Path folder;

  ItfTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("t.itf.json"), text);
  }

  private String failure(String text) throws IOException {
    Path file = write(text);
    IOException error = assertThrows(ItfException.class, () -> Itf.read(file));
    String message = String.valueOf(error.getMessage());
    assertTrue(message.contains("t.itf.json"), message);
    return message;
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Path file = folder.resolve("deep/t.itf.json");
    Itf.write(file, TRACE);
    Trace read = Itf.read(file);
    assertEquals(TRACE.states(), read.states());
    assertEquals(TRACE.labels(), read.labels());
    assertEquals(0, read.loopTo());
    assertEquals("a test", read.meta().get("source"));
    Itf.write(file, read);
    assertEquals(read, Itf.read(file));
    try (Stream<Path> files = Files.list(folder.resolve("deep"))) {
      assertEquals(1, files.count(), "an unfinished file was left behind");
    }
  }

  @Test
  void tracesOfOtherToolsAreRead() throws IOException {
    Trace trace =
        Itf.read(
            write(
                "{\"#meta\":{\"format\":\"ITF\"},\"vars\":[\"x\"],\"states\":[{\"#meta\":{\"index\":0},\"x\":{\"#bigint\":\"12\"}},"
                    + "{\"x\":[1,{\"#map\":[[1,2],[2,3]]},{\"#tup\":[]}]}]}"));
    assertEquals(Value.of(12), trace.states().get(0).get("x"));
    assertEquals("<<1, <<2, 3>>, <<>>>>", trace.states().get(1).get("x").toString());
    assertTrue(trace.labels().isEmpty());
    assertFalse(trace.isLasso());
  }

  @Test
  void aTruncatedFileIsAnErrorThatSaysWhere() throws IOException {
    Path file = folder.resolve("whole.itf.json");
    Itf.write(file, TRACE);
    String whole = Files.readString(file).stripTrailing();
    for (int length = 0; length < whole.length(); length++) {
      failure(whole.substring(0, length));
    }
    assertTrue(failure(whole.substring(0, whole.length() / 2)).contains("line "));
  }

  @Test
  void malformedPartsAreNamed() throws IOException {
    assertTrue(failure("[]").contains("the top"));
    assertTrue(failure("{\"vars\":[\"x\"],\"states\":[]}").contains("/states"));
    assertTrue(
        failure("{\"vars\":[\"x\"],\"states\":[{}]}")
            .contains("/states/0: expected a value for the variable x"));
    assertTrue(
        failure("{\"vars\":[\"x\"],\"states\":[{\"x\":1,\"y\":2}]}").contains("/states/0/y"));
    assertTrue(
        failure("{\"vars\":[\"x\"],\"states\":[{\"x\":{\"#set\":1}}]}")
            .contains("/states/0/x/#set"));
    assertTrue(
        failure("{\"vars\":[\"x\"],\"states\":[{\"x\":{\"#what\":1}}]}")
            .contains("/states/0/x/#what"));
    assertTrue(
        failure("{\"vars\":[\"x\"],\"states\":[{\"x\":{\"#bigint\":\"99999999999\"}}]}")
            .contains("32 bits"));
    assertTrue(failure("{\"vars\":[\"x\"],\"states\":[{\"x\":1.5}]}").contains("/states/0/x"));
    assertTrue(failure("{\"vars\":[\"x\"],\"states\":[{\"x\":1}],\"loop\":1}").contains("/loop"));
    assertTrue(failure("{\"vars\":[\"x\"],\"states\":[{\"x\":1}]} x").contains("line 1"));
    assertTrue(
        failure(
                "{\"vars\":[\"x\"],\"states\":[{\"x\":1},{\"x\":1,\"#meta\":{\"action\":\"A\"}},{\"x\":1}]}")
            .contains("/states/2/#meta/action"));
  }

  @Test
  void aNameThatIsAlsoAStringIsRefusedAndNothingIsWritten() {
    State state = new State(List.of("x"), List.of(Value.seq(Value.of("t1"), Value.model("t1"))));
    Path file = folder.resolve("n.itf.json");
    assertThrows(ItfException.class, () -> Itf.write(file, Trace.of(List.of(state), List.of())));
    assertFalse(Files.exists(file));
  }
}
