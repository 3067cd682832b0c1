package org.lockstep.gate.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.generate.ClaimsPage;
import org.lockstep.gate.graph.Svg;
import org.lockstep.gate.link.Specs;
import org.lockstep.gate.report.ActionCoverage;
import org.lockstep.gate.report.ClaimRow;
import org.lockstep.gate.report.Evidence;
import org.lockstep.gate.report.Failure;
import org.lockstep.gate.report.ModelRow;
import org.lockstep.gate.report.ReplayRow;
import org.lockstep.gate.report.Report;
import org.lockstep.gate.report.Skip;
import org.lockstep.kit.manifest.Fault;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.manifest.Model;
import org.lockstep.kit.model.StateGraph;

/** Gathers what readers of a report want beside its figures. */
final class Gathering {
  /** Larger drawings show nothing. */
  private static final int DRAWN_STATES = 300;

  private final Verify.Request request;
  private final List<EngineUnderTest> engines;
  private final Findings findings;
  private final List<Run> runs;
  private final Reuse reuse;
  private final List<Specs> specs;

  Gathering(
      Verify.Request request,
      List<EngineUnderTest> engines,
      Findings findings,
      List<Run> runs,
      Reuse reuse,
      Collection<Specs> specs) {
    this.reuse = reuse;
    this.specs = List.copyOf(specs);
    this.request = request;
    this.engines = engines;
    this.findings = findings;
    this.runs = runs;
  }

  Evidence of(Report report, Stories stories) {
    Workspace workspace = request.workspace();
    Locations locations = new Locations(workspace, request.manifests());
    List<Failure> located = findings.details().stream().map(locations::locate).toList();
    return new Evidence(
        report,
        located,
        skips(),
        claims(report),
        actions(),
        stories.stories(),
        pictures(),
        stories.replayables());
  }

  private List<ClaimRow> claims(Report report) {
    Set<String> checked =
        report.models().stream()
            .filter(ModelRow::asExpected)
            .map(ModelRow::model)
            .collect(Collectors.toSet());
    return specs.stream()
        .flatMap(parsed -> ClaimsPage.rows(parsed).stream())
        .map(
            row ->
                new ClaimRow(
                    row.module(),
                    row.claim(),
                    row.property(),
                    row.models().stream().filter(checked::contains).toList(),
                    row.faults()))
        .toList();
  }

  private List<Skip> skips() {
    List<Skip> skips = new ArrayList<>();
    for (Manifest manifest : request.manifests()) {
      for (Model model : manifest.models()) {
        if (!request.tiers().contains(model.tier())) {
          String why =
              "of tier "
                  + model.tier().toString().toLowerCase(Locale.ROOT)
                  + ", which this run of tier "
                  + request.tiers()
                  + " leaves out";
          skips.add(new Skip(manifest.module(), "models", model.name(), why));
        }
      }
      for (Fault fault : manifest.faults()) {
        fault
            .notOn()
            .forEach(
                (engine, why) ->
                    skips.add(
                        new Skip(
                            manifest.module(), "faults", fault.name() + " on " + engine, why)));
      }
    }
    return skips;
  }

  private List<ActionCoverage> actions() {
    Map<String, Map<String, Long>> transitions = new TreeMap<>();
    Map<String, Map<String, Long>> replayed = new TreeMap<>();
    for (Run run : runs) {
      Map<String, Long> counts = steps(run);
      String module = run.target().module();
      counts.forEach(
          (action, count) -> {
            transitions
                .computeIfAbsent(module, name -> new TreeMap<>())
                .merge(action, count, Long::sum);
            for (EngineUnderTest engine : engines) {
              // Of a replay that broke off nobody knows how far it got with which action.
              replayed
                  .computeIfAbsent(module + " " + action, name -> new TreeMap<>())
                  .merge(engine.name(), isComplete(run, engine) ? count : 0L, Long::sum);
            }
          });
    }
    List<ActionCoverage> rows = new ArrayList<>();
    transitions.forEach(
        (module, counts) ->
            counts.forEach(
                (action, count) ->
                    rows.add(
                        new ActionCoverage(
                            module,
                            action,
                            count,
                            replayed.getOrDefault(module + " " + action, Map.of())))));
    return rows;
  }

  /** By action; of a run that was not done again the pinned numbers, which it had. */
  private static Map<String, Long> steps(Run run) {
    if (run.isReused()) {
      return run.target().entry() instanceof Model model && model.replay()
          ? model.actions()
          : Map.of();
    }
    Map<String, Long> counts = new TreeMap<>();
    StateGraph graph = run.graph();
    for (int edge = 0; graph != null && edge < graph.edgeCount(); edge++) {
      counts.merge(graph.label(edge).action(), 1L, Long::sum);
    }
    return counts;
  }

  private boolean isComplete(Run run, EngineUnderTest engine) {
    return findings.replay.stream()
        .filter(row -> row.engine().equals(engine.name()))
        .filter(row -> (row.module() + " " + row.model()).equals(run.target().toString()))
        .anyMatch(ReplayRow::complete);
  }

  private Map<String, String> pictures() {
    Map<String, String> pictures = new LinkedHashMap<>();
    for (Run run : runs) {
      StateGraph graph = run.graph();
      String name = run.target().toString();
      if (run.isReused()) {
        reuse.picture(run.target()).ifPresent(svg -> pictures.put(name, svg));
      } else if (graph != null && graph.nodeCount() <= DRAWN_STATES) {
        String svg = Svg.of(graph, "State graph of " + name);
        pictures.put(name, svg);
        reuse.keepPicture(run.target(), svg);
      }
    }
    return pictures;
  }
}
