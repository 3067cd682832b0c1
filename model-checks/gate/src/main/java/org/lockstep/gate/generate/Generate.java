package org.lockstep.gate.generate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.link.Specs;

/** All generated files of the project. */
public final class Generate {
  private final Workspace workspace;

  public Generate(Workspace workspace) {
    this.workspace = workspace;
  }

  /** What the models claim, what ties them to the engines, and what they leave out. */
  public List<Generated> fromModels() {
    List<Specs> specs =
        workspace.modules().stream().map(workspace::manifest).map(Specs::of).toList();
    Path root = workspace.root();
    return List.of(
        new Generated(
            root.resolve("native/src/main/native/include/actions.hpp"),
            ActionsHeader.of(specs),
            workspace.specs()),
        new Generated(
            root.resolve("docs/CORRESPONDENCE.md"), Correspondence.of(specs), workspace.specs()),
        new Generated(root.resolve("docs/CLAIMS.md"), ClaimsPage.of(specs), workspace.specs()),
        new Generated(
            root.resolve("docs/BOUNDS.md"),
            BoundsPage.of(specs, root.resolve("docs/LIMITS.md")),
            workspace.specs()));
  }

  /** The lock ranks in three languages. */
  public List<Generated> ranks() {
    return LockRanks.read(workspace.specs().resolve("lock-ranks.json")).files(workspace.root());
  }

  /** The results on the front page; nothing without a report. */
  public List<Generated> frontPage() {
    return FrontPage.files(workspace);
  }

  /** What was measured: it differs from run to run, and none of it is stale. */
  public List<Generated> measured() {
    return DetectorsPage.files(workspace);
  }

  /** What follows from its sources, word for word. */
  public List<Generated> all() {
    return Stream.of(ranks(), fromModels(), frontPage()).flatMap(List::stream).toList();
  }

  /** Those whose file differs from its source. */
  public static List<Generated> stale(List<Generated> files) {
    return files.stream().filter(Generate::isStale).toList();
  }

  private static boolean isStale(Generated generated) {
    Path file = generated.file();
    try {
      return !Files.isRegularFile(file) || !Files.readString(file).equals(generated.text());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  public static void write(Generated generated) {
    try {
      Files.writeString(generated.file(), generated.text());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + generated.file(), e);
    }
  }
}
