package org.lockstep.gate.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.report.Evidence;
import org.lockstep.gate.report.WholeFile;

/** Writes the result of a run beside its report.json, in every form, each file whole or not. */
public final class Publisher {
  private final Path output;
  private final Set<Path> written = new HashSet<>();

  public Publisher(Workspace workspace) {
    this.output = workspace.output();
  }

  public void publish(Evidence evidence) {
    List<Case> cases = Cases.of(evidence);
    for (String module : Cases.modules(cases)) {
      List<Case> mine = cases.stream().filter(each -> each.module().equals(module)).toList();
      write("junit/TEST-lockstep." + module + ".xml", JunitXml.of(evidence.report(), module, mine));
    }
    write("report.sarif", Sarif.of(evidence));
    write("summary.md", Summary.of(evidence));
    for (Evidence.Replayable replayable : evidence.replayables()) {
      TraceTest test = new TraceTest(replayable);
      write("tests/" + test.name() + ".java", test.source());
    }
    write("report.html", new HtmlReport(evidence).text());
    // Of an earlier run, which may have had other modules and other failures.
    removeOthers(output.resolve("junit"), ".xml");
    removeOthers(output.resolve("tests"), "Test.java");
  }

  private void write(String name, String text) {
    Path file = output.resolve(name);
    WholeFile.write(file, text);
    written.add(file);
  }

  private void removeOthers(Path folder, String ending) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (file.toString().endsWith(ending) && !written.contains(file)) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear " + folder, e);
    }
  }
}
