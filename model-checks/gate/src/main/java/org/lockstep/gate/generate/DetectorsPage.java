package org.lockstep.gate.generate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.report.Environment;
import org.lockstep.gate.report.Report;
import org.lockstep.gate.report.Tables;

/**
 * What free threads did, and which tool sees which fault: measured, and so a little different in
 * each run. It is written from the last report that has all of it, and never called stale.
 */
final class DetectorsPage {
  private static final String RECORDED =
      "# Free threads, and which tool sees which planted fault\n\nWritten by `./lockstep generate`"
          + " from the last push run that held and in which all tools had run: %s, %d processors,"
          + " %s.\n\n"
          + "## Recorded runs\n\nThreads of the sound engines that nobody steers, recorded; for each"
          + " round an order of all its events was sought that the model allows"
          + " ([ADR 13](adr/0013-recorded-runs.md)). *Overlapping*: events that began while one of"
          + " another thread went on. *Times TLC's*: how many times the events a second that TLC"
          + " judges, asked about a round of the same run. *Cost of recording*: processor time that it"
          + " adds to a call, of clients that do some work beside each, and of clients that do"
          + " none.\n\n";

  private static final String FAULTS =
      "\n## Planted faults\n\n*seen*: a test of this tool fails, or says so, because of the fault;"
          + " *not*: it was run on the fault and came through; an empty cell: it was not run on it."
          + " *replay* drives the counterexample of the model; *recorded* are free threads, whose"
          + " record is searched for an order that the model allows, and who may also throw, crash"
          + " or never end (ADR 13 says what the other columns run). They are faults of a protocol, not"
          + " of memory: what the sanitizers must find is planted in tests of their own (CTest"
          + " `seeded_...`). A race that an atomic hides is none to tsan, though the protocol is"
          + " broken; it is what the first three columns are for.\n\n";

  private DetectorsPage() {}

  static List<Generated> files(Workspace workspace) {
    Path source = workspace.reportFile();
    if (!Files.isRegularFile(source)) {
      return List.of();
    }
    Report report = Report.read(source);
    if (!report.isWhole(workspace.modules()) || report.validation().isEmpty()) {
      return List.of();
    }
    Tables tables = new Tables(report);
    Environment environment = report.environment();
    Path page = workspace.root().resolve("docs/DETECTORS.md");
    String head =
        RECORDED.formatted(environment.date(), environment.cores(), "Java " + environment.java());
    return tables
        .detectors()
        .map(faults -> head + tables.recorded() + FAULTS + faults)
        .map(text -> new Generated(page, text, source))
        .stream()
        .toList();
  }
}
