package org.lockstep.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user of the command line sees. */
class CliTest {
  private static final String COUNTER =
      """
      ---- MODULE Foreign ----
      EXTENDS Naturals
      CONSTANT Last
      VARIABLE n
      Init == n = 0
      Up == n < Last /\\ n' = n + 1
      Down == n = Last /\\ n' = 0
      Spec == Init /\\ [][Up \\/ Down]_n
      Small == n < 3
      Below == n <= Last
      ====
      """;

  private static final Pattern PROGRESS =
      Pattern.compile(".*: [\\d,]+ states, [\\d,]+ distinct, .*, queue .*");

  @TempDir Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  private String spec(String module, String cfg) throws IOException {
    Path file = folder.resolve("Foreign.tla");
    Files.writeString(file, module);
    Files.writeString(folder.resolve("Foreign.cfg"), cfg);
    return file.toString();
  }

  private void assertOneClearLine(String... parts) {
    // On a busy machine a run may be slow enough to tell how far it has come.
    List<String> lines =
        err.toString().lines().filter(line -> !PROGRESS.matcher(line).matches()).toList();
    assertEquals(1, lines.size(), err::toString);
    for (String part : parts) {
      assertTrue(lines.get(0).contains(part), err::toString);
    }
  }

  @Test
  void aForeignSpecificationHolds() throws IOException {
    String spec = spec(COUNTER, "SPECIFICATION Spec\nCONSTANT Last = 4\nINVARIANT Below\n");
    assertEquals(0, run("check", spec), err::toString);
    assertTrue(out.toString().contains("HELD (6 states generated, 5 distinct"), out::toString);
  }

  @Test
  void aForeignSpecificationIsViolatedWithAReadableTrace() throws IOException {
    String spec = spec(COUNTER, "SPECIFICATION Spec\nCONSTANT Last = 4\nINVARIANT Small\n");
    assertEquals(1, run("check", spec), err::toString);
    assertTrue(
        Pattern.compile("State 3, after Up\\s+n = 3").matcher(out.toString()).find(),
        out::toString);
    assertTrue(out.toString().contains("INVARIANT of Small"), out::toString);
  }

  @Test
  void aDeadlockIsAViolation() throws IOException {
    String stuck = COUNTER.replace("[][Up \\/ Down]_n", "[][Up]_n");
    String spec = spec(stuck, "SPECIFICATION Spec\nCONSTANT Last = 4\n");
    assertEquals(1, run("check", spec), err::toString);
    assertTrue(out.toString().contains("DEADLOCK"), out::toString);
  }

  @Test
  void aSpecificationThatDoesNotParseIsUnusable() throws IOException {
    String spec = spec(COUNTER.replace("Init ==", "Init = ="), "SPECIFICATION Spec\n");
    assertEquals(2, run("check", spec));
    assertOneClearLine("PARSE_ERROR", "Foreign");
  }

  @Test
  void aCfgThatNamesAMissingPropertyIsUnusable() throws IOException {
    String spec = spec(COUNTER, "SPECIFICATION Spec\nCONSTANT Last = 4\nINVARIANT NoSuchInv\n");
    assertEquals(2, run("check", spec));
    assertOneClearLine("CONFIG_ERROR", "NoSuchInv");
  }

  @Test
  void aMissingFileIsUnusable() {
    assertEquals(2, run("check", folder.resolve("Nowhere.tla").toString()));
    assertOneClearLine("there is no file", "Nowhere.tla");
  }

  @Test
  void aBoundThatIsTooShortGivesNoVerdict() throws IOException {
    String spec =
        spec(COUNTER, "SPECIFICATION Spec\nCONSTANT Last = 1000000000\nINVARIANT Below\n");
    assertEquals(3, run("check", spec, "--limit", "1"), err::toString);
    assertTrue(out.toString().contains("NOT_FINISHED"), out::toString);
  }

  @Test
  void theGraphIsCountedAndDrawn() throws IOException {
    String spec = spec(COUNTER, "SPECIFICATION Spec\nCONSTANT Last = 4\n");
    Path svg = folder.resolve("g.svg");
    Path dot = folder.resolve("g.dot");
    assertEquals(0, run("graph", spec, "--svg", svg.toString(), "--dot", dot.toString()));
    assertTrue(out.toString().contains("5 states (1 initial), 5 transitions"), out::toString);
    assertTrue(Files.readString(svg).contains("</svg>"));
    assertTrue(Files.readString(dot).startsWith("digraph"));
  }

  @Test
  void unknownNamesAreAnsweredWithWhatThereIs() {
    assertEquals(2, run("verify", "--only", "NoSuchModule"));
    assertOneClearLine("no module NoSuchModule", "StreamPool");
  }

  @Test
  void anUnknownEngineIsAnsweredWithWhatThereIs() {
    assertEquals(2, run("verify", "--engine", "fortran"));
    assertOneClearLine("no engine fortran", "java", "native");
  }

  @Test
  void aTruncatedTraceIsUnusable() throws IOException {
    Path trace = folder.resolve("cut.itf.json");
    Files.writeString(trace, "{\"vars\": [\"n\"], \"states\": [{");
    assertEquals(2, run("replay", trace.toString(), "--engine", "java"));
    assertOneClearLine("cut.itf.json");
  }

  @Test
  void withoutACommandTheUsageIsShown() {
    assertEquals(2, run());
    assertTrue(err.toString().contains("verify"), err::toString);
  }
}
