package org.lockstep.gate.check;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.ExitCode;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.engine.Target;
import org.lockstep.gate.free.FreeRuns;
import org.lockstep.gate.kept.KeptResults;
import org.lockstep.gate.link.Specs;
import org.lockstep.gate.mutate.MutantSource;
import org.lockstep.gate.mutate.MutantSources;
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
   * @param reuse whether results of earlier runs with equal keys count
   * @param faultRuns how often the counterexample of a fault is driven on a faulty engine
   */
  public record Request(
      Workspace workspace,
      List<Manifest> manifests,
      TierSet tiers,
      List<EngineUnderTest> engines,
      int faultRuns,
      boolean reuse,
      @Nullable Duration limit) {}

  private final Request request;
  private final PrintWriter out;
  private final ProgressBoard board;
  private final Findings findings = new Findings();
  private final TraceFiles traces;
  private final ToolFiles tools;
  private List<EngineUnderTest> engines = List.of();
  private List<Run> runs = List.of();
  private Reuse reuse;
  private Map<String, Specs> parsed = Map.of();
  private boolean unpinned;

  public Verify(Request request, PrintWriter out, PrintWriter progress) {
    this.request = request;
    this.out = out;
    this.board = new ProgressBoard(progress);
    this.traces = new TraceFiles(request.workspace());
    // Read before anything runs: what is wrong with them would else be said an hour later.
    this.tools = ToolFiles.of(request.workspace());
    this.reuse = reuse();
  }

  /** Carries out all checks, prints what they found and returns it. */
  public Report run() {
    findings.phase("engines", this::findEngines);
    findings.phase("models", this::checkModels);
    findings.phase("second opinion", this::askAgain);
    findings.phase("replay", this::replayModels); // alone on the machine, since it is timed
    findings.phase("recorded runs", this::validateRuns);
    findings.phase("faults", this::driveFaults);
    findings.phase("mutants", this::tryMutants);
    Stories stories = new Stories(request.workspace(), engines, findings, traces, reuse);
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
    reuse = reuse();
  }

  private Reuse reuse() {
    KeptResults kept = new KeptResults(request.workspace().kept(), request.reuse());
    return new Reuse(kept, request.tiers(), engines, request.faultRuns());
  }

  private void checkModels() {
    Vacuity vacuity = new Vacuity(findings);
    request.manifests().forEach(vacuity::requireFaults);
    Housekeeping housekeeping = new Housekeeping(findings);
    request.manifests().forEach(housekeeping::inspect);
    housekeeping.inspectScripts(request.workspace().root());
    BoundChecks bounds = new BoundChecks(findings);
    Map<String, Specs> specs = checkFiles(bounds);
    parsed = specs;
    List<Target> targets = new ArrayList<>();
    for (Manifest manifest : request.manifests()) {
      for (Entry entry : manifest.entries()) {
        if (!(entry instanceof Model model) || request.tiers().contains(model.tier())) {
          targets.add(new Target(manifest, entry));
        }
      }
    }
    List<Target> open = targets.stream().filter(target -> !reuse.isWhole(target)).toList();
    Map<Target, Run> done = new HashMap<>();
    new ModelChecks(board, request.limit()).run(open).forEach(run -> done.put(run.target(), run));
    runs =
        targets.stream()
            .map(
                target ->
                    open.contains(target)
                        ? Objects.requireNonNull(done.get(target))
                        : reused(target))
            .toList();
    for (Run run : runs) {
      Specs parsed = specs.get(run.target().module());
      boolean sound = parsed == null || bounds.needsFairness(parsed, run, request.limit());
      judge(run, sound);
    }
  }

  /** What needs no run of TLC: the ties to the engines, and the reasons for what cfgs hide. */
  private Map<String, Specs> checkFiles(BoundChecks bounds) {
    LinkChecks links = new LinkChecks(findings, request.engines());
    links.refuseStrays(request.workspace());
    Map<String, Specs> specs = new TreeMap<>();
    for (Manifest manifest : request.manifests()) {
      findings.guard(
          manifest.module(),
          () -> {
            Specs parsed = Specs.of(manifest);
            specs.put(manifest.module(), parsed);
            links.requireLinks(parsed);
            bounds.requireReasons(parsed);
          });
    }
    return specs;
  }

  private Run reused(Target target) {
    return reuse.tlc(target).orElseThrow();
  }

  private void judge(Run run, boolean sound) {
    CheckResult result = run.result();
    // Only what was as promised is kept, and the promise is part of the key.
    List<String> differences = run.isReused() ? List.of() : run.differences();
    if (!run.isReused() && differences.isEmpty() && sound) {
      reuse.keep(run);
    }
    unpinned |= !differences.isEmpty() && run.isAsPromised();
    if (!run.isFault()) {
      findings.models.add(row(run, differences.isEmpty()));
    }
    new Housekeeping(findings).requireOneWorker(run);
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
        result.cut(),
        Math.round(result.seconds() * 1e3) / 1e3,
        asExpected,
        run.target().entry() instanceof Model model && model.own() ? ModelRow.OWN : ModelRow.TLC);
  }

  private void askAgain() {
    new SecondOpinion(findings, traces, reuse, request.tiers()).ask(runs);
  }

  private void replayModels() {
    ReplayChecks replays = new ReplayChecks(engines, findings, traces, reuse, out);
    runs.forEach(replays::replay);
    // Of a module with a model that failed, actions may be missing for that reason only.
    request.manifests().stream()
        .filter(
            manifest ->
                runs.stream()
                    .allMatch(
                        run -> !run.target().manifest().equals(manifest) || run.isAsPromised()))
        .forEach(manifest -> replays.requireEveryAction(manifest, runs));
  }

  private void validateRuns() {
    ValidationChecks validation =
        new ValidationChecks(request.workspace(), engines, findings, request.tiers());
    for (Manifest manifest : request.manifests()) {
      if (FreeRuns.modules().contains(manifest.module())) {
        validation.check(manifest.module());
        if (request.tiers() != TierSet.SMALL) {
          validation.tryFaults(manifest);
        }
      }
    }
  }

  private void driveFaults() {
    FaultChecks faults = new FaultChecks(engines, findings, traces, reuse, request.faultRuns());
    runs.stream().filter(Run::isFault).forEach(faults::check);
  }

  private void tryMutants() {
    List<MutantSource> sources = MutantChecks.of(MutantSources.named(null), engines);
    MutantChecks mutants =
        new MutantChecks(sources, request.tiers().everyMutant(), findings, reuse);
    mutants.check(request.manifests());
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
            findings.opinions,
            findings.replay,
            findings.validation,
            findings.freeFaults,
            new Detectors(findings, tools).rows(request.manifests()),
            findings.actions(),
            findings.faults,
            findings.bounds,
            findings.seconds,
            reuse.reused(),
            findings.failures(),
            findings.exitCode().code(),
            new Sentence(findings).text(),
            Environment.here(present));
    report.write(request.workspace().reportFile());
    new Publisher(request.workspace())
        .publish(
            new Gathering(request, engines, findings, runs, reuse, parsed.values())
                .of(report, stories));
    out.println(new Tables(report).text());
    if (!report.reused().isEmpty()) {
      out.println(
          report.reused().size()
              + " results are of earlier runs with equal keys (report.json lists them); --fresh takes none.");
    }
    report.failures().forEach(failure -> out.println("FAILED: " + failure));
    if (unpinned) {
      out.println("To measure the numbers that are missing or stale: ./lockstep pin --stale");
    }
    out.println(report.sentence());
    out.print(new Sentence(findings).generated(request.tiers().everyMutant()));
    out.flush();
    return report;
  }
}
