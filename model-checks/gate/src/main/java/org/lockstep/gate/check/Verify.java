package org.lockstep.gate.check;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.ExitCode;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.engine.Target;
import org.lockstep.gate.publish.Publisher;
import org.lockstep.gate.report.Environment;
import org.lockstep.gate.report.Failure;
import org.lockstep.gate.report.ModelRow;
import org.lockstep.gate.report.Report;
import org.lockstep.gate.report.Tables;
import org.lockstep.kit.manifest.Entry;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.manifest.Model;
import org.lockstep.kit.tlc.CheckResult;
import org.lockstep.kit.tlc.Outcome;

/** The gate: models, then engines along the models, then planted faults in both. */
public final class Verify {
  /**
   * What is to be verified.
   *
   * @param engines the engines that must pass; one that is absent is no pass
   * @param faultRuns how often the counterexample of a fault is driven on a faulty engine
   */
  public record Request(
      Workspace workspace,
      List<Manifest> manifests,
      TierSet tiers,
      List<EngineUnderTest> engines,
      int faultRuns,
      @Nullable Duration limit) {}

  private final Request request;
  private final PrintWriter out;
  private final ProgressBoard board;
  private final Findings findings = new Findings();
  private final TraceFiles traces;
  private List<EngineUnderTest> engines = List.of();
  private List<Run> runs = List.of();
  private boolean unpinned;

  public Verify(Request request, PrintWriter out, PrintWriter progress) {
    this.request = request;
    this.out = out;
    this.board = new ProgressBoard(progress);
    this.traces = new TraceFiles(request.workspace());
  }

  /** Carries out all checks, prints what they found and returns it. */
  public Report run() {
    findings.phase("engines", this::findEngines);
    findings.phase("models", this::checkModels);
    findings.phase("replay", this::replayModels); // alone on the machine, since it is timed
    findings.phase("faults", this::driveFaults);
    Stories stories = new Stories(request.workspace(), engines, findings, traces);
    findings.phase("stories", () -> stories.tell(runs));
    return conclude(stories);
  }

  private void findEngines() {
    List<EngineUnderTest> present = new ArrayList<>();
    for (EngineUnderTest engine : request.engines()) {
      Optional<String> absence = engine.absence();
      if (absence.isEmpty()) {
        present.add(engine);
      } else {
        findings.fail(ExitCode.UNUSABLE, "engine " + engine.name(), absence.get());
      }
    }
    engines = List.copyOf(present);
  }

  private void checkModels() {
    Vacuity vacuity = new Vacuity(findings);
    request.manifests().forEach(vacuity::requireFaults);
    List<Target> targets = new ArrayList<>();
    for (Manifest manifest : request.manifests()) {
      for (Entry entry : manifest.entries()) {
        if (!(entry instanceof Model model) || request.tiers().contains(model.tier())) {
          targets.add(new Target(manifest, entry));
        }
      }
    }
    runs = new ModelChecks(board, request.limit()).run(targets);
    runs.forEach(this::judge);
  }

  private void judge(Run run) {
    CheckResult result = run.result();
    List<String> differences = run.differences();
    unpinned |= !differences.isEmpty() && run.isAsPromised();
    if (!run.isFault()) {
      findings.models.add(row(run, differences.isEmpty()));
    }
    for (String difference : differences) {
      findings.fail(
          Failure.of(run.verdict(), run.target().module(), difference)
              .ofModel(run.target().name(), violatedIn(run)));
    }
    if (!run.isAsPromised() && result.counterexample() != null) {
      String file =
          traces.save(result.counterexample(), run.target().module(), run.target().name(), "tlc");
      out.println("The counterexample of " + run.target() + ", also in " + file + ":");
      out.println(TraceText.of(result.counterexample()));
      engines.forEach(
          engine ->
              out.println(
                  "On the engine: ./lockstep replay " + file + " --engine " + engine.name()));
      out.println();
    }
  }

  /** The property to show a reader; a deadlock is one of the next-state relation. */
  private static @Nullable String violatedIn(Run run) {
    if (run.isAsPromised()) {
      return null; // it is the numbers that differ
    }
    return run.result().outcome() == Outcome.DEADLOCK ? "Next" : run.result().violated();
  }

  private static ModelRow row(Run run, boolean asExpected) {
    CheckResult result = run.result();
    return new ModelRow(
        run.target().module(),
        run.target().name(),
        run.target().entry().expected().outcome().toString(),
        result.outcome().toString(),
        result.violated(),
        result.generated(),
        result.distinct(),
        result.depth(),
        Math.round(result.seconds() * 1e3) / 1e3,
        asExpected);
  }

  private void replayModels() {
    ReplayChecks replays = new ReplayChecks(engines, findings, traces, out);
    runs.forEach(replays::replay);
    request.manifests().forEach(manifest -> replays.requireEveryAction(manifest, runs));
  }

  private void driveFaults() {
    FaultChecks faults = new FaultChecks(engines, findings, traces, request.faultRuns());
    runs.stream().filter(Run::isFault).forEach(faults::check);
  }

  private Report conclude(Stories stories) {
    Map<String, String> present = new TreeMap<>();
    for (EngineUnderTest engine : request.engines()) {
      present.put(engine.name(), engine.absence().orElse("present"));
    }
    Report report =
        new Report(
            List.of(
                "tier " + request.tiers(),
                "modules " + request.manifests().stream().map(Manifest::module).toList(),
                "engines " + request.engines().stream().map(EngineUnderTest::name).toList(),
                "fault runs " + request.faultRuns()),
            findings.models,
            findings.replay,
            findings.faults,
            findings.bounds,
            findings.seconds,
            findings.failures(),
            findings.exitCode().code(),
            new Sentence(findings).text(),
            Environment.here(present));
    report.write(request.workspace().reportFile());
    new Publisher(request.workspace())
        .publish(new Gathering(request, engines, findings, runs).of(report, stories));
    out.println(new Tables(report).text());
    report.failures().forEach(failure -> out.println("FAILED: " + failure));
    if (unpinned) {
      out.println("To measure the numbers that are missing or stale: ./lockstep pin --stale");
    }
    out.println(report.sentence());
    out.flush();
    return report;
  }
}
