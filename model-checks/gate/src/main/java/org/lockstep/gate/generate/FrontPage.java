package org.lockstep.gate.generate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lockstep.gate.UnusableInput;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.report.Report;
import org.lockstep.gate.report.Tables;

/** The results on the front page, between two markers, from the last report. */
final class FrontPage {
  private static final String BEGIN = "<!-- results -->";
  private static final String END = "<!-- /results -->";

  private FrontPage() {}

  /** Nothing without a page, or without a report of a whole run: then nothing is stale. */
  static List<Generated> files(Workspace workspace) {
    Path page = workspace.root().resolve("README.md");
    Path source = workspace.reportFile();
    if (!Files.isRegularFile(page) || !Files.isRegularFile(source)) {
      return List.of();
    }
    Report report = Report.read(source);
    if (!report.isWhole(workspace.modules())) {
      return List.of();
    }
    try {
      String text = Files.readString(page);
      int begin = text.indexOf(BEGIN);
      int end = text.indexOf(END);
      if (begin < 0 || end < begin) {
        throw new UnusableInput(
            page + " has no place for the results: it needs the lines " + BEGIN + " and " + END);
      }
      String results = new Tables(report).markdown();
      String whole = text.substring(0, begin) + BEGIN + "\n" + results + text.substring(end);
      return List.of(new Generated(page, whole, source));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + page, e);
    }
  }
}
