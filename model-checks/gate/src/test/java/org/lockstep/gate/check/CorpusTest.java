package org.lockstep.gate.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.engine.Engines;
import org.lockstep.gate.engine.Target;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.replay.PlanCorpus.Corpus;

/** The corpora of the C++ engine follow from the models, and are replayed without this JVM. */
class CorpusTest {
  private static final Workspace WORKSPACE = Workspace.find();
  private static final int MOST_BYTES = 200 * 1024;

  @TempDir Path folder = Path.of("");

  private final Corpora corpora = new Corpora(WORKSPACE);

  @BeforeEach
  void theEngineIsThere() {
    assumeTrue(Engines.engine("native").absence().isEmpty(), "the C++ engine is not built");
  }

  @Test
  void theCommittedOnesAreUpToDate() {
    List<Target> targets = corpora.committed(null);
    assertEquals(6, targets.size());
    assertEquals(
        List.of(),
        targets.stream().filter(this::isStale).map(corpora::committedFile).toList(),
        "run ./lockstep corpus --committed");
  }

  @Test
  void theCommittedOnesAreSmall() throws IOException {
    for (Target target : corpora.committed(null)) {
      Path file = corpora.committedFile(target);
      assertTrue(Files.size(file) < MOST_BYTES, () -> file + " is too large to be committed");
    }
  }

  @Test
  void aWholeModelIsReplayedByTheProgramInCpp() throws Exception {
    Target target = corpora.targets("StreamPool", "MCStreamPool_turn").get(0);
    Corpus corpus = corpora.make(target, Long.MAX_VALUE);
    Path file = Files.writeString(folder.resolve("turn.corpus"), corpus.text());
    String said = replay(0, file.toString());
    assertTrue(said.contains(String.format("%d steps", corpus.steps())), said);
    assertTrue(said.contains("370 of 370 transitions"), said);
    // One expectation edited by hand: the file is refused before anything is replayed.
    Files.writeString(file, corpus.text().replaceFirst("=", "=1"));
    assertTrue(replay(2, file.toString()).contains("spoilt or edited"));
  }

  /** With the graph that other tests of this JVM use too. */
  private boolean isStale(Target target) {
    return SmallTier.replayed(target.module()).stream()
        .filter(run -> run.target().name().equals(target.name()))
        .anyMatch(run -> corpora.isStale(target, SmallTier.graph(run)));
  }

  @Test
  void aStaleOneIsFound() throws IOException {
    Workspace elsewhere = new Workspace(folder);
    Target target = corpora.committed("StreamPool").get(0);
    Corpora copy = new Corpora(elsewhere);
    StateGraph graph = SmallTier.graph(SmallTier.replayed("StreamPool").get(0));
    assertTrue(copy.isStale(target, graph), "there is no file");
    Path file = copy.committedFile(target);
    Files.createDirectories(file.resolveSibling("x"));
    String good = Files.readString(corpora.committedFile(target));
    Files.writeString(file, good);
    assertFalse(copy.isStale(target, graph));
    Files.writeString(file, good.replace("path 0 ", "path 1 "));
    assertTrue(copy.isStale(target, graph));
  }

  private static String replay(int expectedCode, String... arguments) throws Exception {
    Path program = WORKSPACE.root().resolve("native/target/cmake/corpus_replay");
    assumeTrue(Files.isExecutable(program), program + " is not built: see quick_tests");
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(expectedCode, process.waitFor(), said);
    return said;
  }
}
