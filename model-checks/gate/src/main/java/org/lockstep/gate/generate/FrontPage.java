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

/**
 * The results in short on the front page, and in full on a page of their own, from the last report
 * of the small tier: the run that the front page tells its reader to repeat.
 */
final class FrontPage {
  private static final String BEGIN = "<!-- results -->";
  private static final String END = "<!-- /results -->";

  private static final String HEADER =
      "# Results\n\nWritten by `./lockstep generate` from the last run of `./lockstep verify`. Every"
          + " model in words is in [BOUNDS.md](BOUNDS.md), every claim in [CLAIMS.md](CLAIMS.md), every"
          + " fault's story beside it in `specs/`.\n\n";

  private FrontPage() {}

  /** Nothing without a page, or without such a report of a whole run: then nothing is stale. */
  static List<Generated> files(Workspace workspace) {
    Path page = workspace.root().resolve("README.md");
    Path source = workspace.reportFile();
    if (!Files.isRegularFile(page) || !Files.isRegularFile(source)) {
      return List.of();
    }
    Report report = Report.read(source);
    if (!report.isWhole(workspace.modules()) || !report.isOfTier("small")) {
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
      Tables tables = new Tables(report);
      String whole =
          text.substring(0, begin) + BEGIN + "\n" + tables.frontPage() + text.substring(end);
      return List.of(
          new Generated(page, whole, source),
          new Generated(
              workspace.root().resolve("docs/RESULTS.md"), HEADER + tables.results(), source));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + page, e);
    }
  }
}
