package org.lockstep.gate.generate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.lockstep.gate.Workspace;

/** All generated files of the project. */
public final class Generate {
  private final Workspace workspace;

  public Generate(Workspace workspace) {
    this.workspace = workspace;
  }

  /** The lock ranks in three languages. */
  public List<Generated> ranks() {
    return LockRanks.read(workspace.specs().resolve("lock-ranks.json")).files(workspace.root());
  }

  /** The results on the front page; nothing without a report. */
  public List<Generated> frontPage() {
    return FrontPage.files(workspace);
  }

  public List<Generated> all() {
    return Stream.concat(ranks().stream(), frontPage().stream()).toList();
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
