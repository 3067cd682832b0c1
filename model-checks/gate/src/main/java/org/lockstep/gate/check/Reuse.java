package org.lockstep.gate.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.engine.Target;
import org.lockstep.gate.kept.Fingerprint;
import org.lockstep.gate.kept.KeptResults;
import org.lockstep.gate.report.FaultRow;
import org.lockstep.gate.report.OpinionRow;
import org.lockstep.gate.report.ReplayRow;
import org.lockstep.kit.manifest.Entry;
import org.lockstep.kit.manifest.Fault;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.manifest.Model;
import org.lockstep.kit.tlc.CheckResult;
import org.lockstep.kit.tlc.MeasuredOn;
import org.lockstep.kit.tlc.Tlc;

/**
 * Which results of earlier runs still hold: those whose key, the hash of all that they depend on,
 * is the same. A model's key covers its modules, cfg, TLC's jar, the kit, the JVM and what the
 * manifest promises; an engine's result depends on that and on the engine's code.
 */
final class Reuse {
  private final KeptResults kept;
  private final TierSet tiers;
  private final List<EngineUnderTest> engines;
  private final int faultRuns;
  private final Map<Target, String> modelKeys = new LinkedHashMap<>();
  private final List<String> reused = new ArrayList<>();

  Reuse(KeptResults kept, TierSet tiers, List<EngineUnderTest> engines, int faultRuns) {
    this.kept = kept;
    this.tiers = tiers;
    this.engines = engines;
    this.faultRuns = faultRuns;
  }

  /** What was not done again, in the order in which it would have been. */
  List<String> reused() {
    return List.copyOf(reused);
  }

  /** Whether nothing about this target has to be done again, so that TLC is not needed either. */
  boolean isWhole(Target target) {
    Optional<Tlcs> tlcs = kept.find(tlcKey(target), Tlcs.class);
    return tlcs.isPresent()
        && (target.entry() instanceof Model || story(target).isPresent())
        && (!SecondOpinion.isWanted(target, tlcs.get().result(), tiers)
            || kept.find(key("opinion", target), OpinionRow.class).isPresent())
        && engines.stream().allMatch(engine -> isWhole(target, engine));
  }

  private boolean isWhole(Target target, EngineUnderTest engine) {
    if (target.entry() instanceof Model model) {
      return !model.replay() || kept.find(replayKey(target, engine), ReplayRow.class).isPresent();
    }
    return kept.find(key("fault model", target), FaultRow.class).isPresent()
        && (!((Fault) target.entry()).engines().contains(engine.name())
            || kept.find(faultKey(target, engine), FaultRow.class).isPresent());
  }

  /** A run of TLC without graph and counterexample. */
  private record Tlcs(CheckResult result, Map<String, Set<String>> unreached) {}

  Optional<Run> tlc(Target target) {
    return told(target.toString(), kept.find(tlcKey(target), Tlcs.class))
        .map(tlcs -> new Run(target, tlcs.result(), null, tlcs.unreached(), true));
  }

  Optional<OpinionRow> opinion(Target target) {
    return told(target + " (second opinion)", kept.find(key("opinion", target), OpinionRow.class));
  }

  Optional<ReplayRow> replay(Target target, EngineUnderTest engine) {
    return told(
        target + " on " + engine.name(), kept.find(replayKey(target, engine), ReplayRow.class));
  }

  Optional<FaultRow> fault(Target target, EngineUnderTest engine) {
    return told(
        target + " on " + engine.name(), kept.find(faultKey(target, engine), FaultRow.class));
  }

  /** All rows of a fault that {@link #isWhole}: the model's, then those of the engines. */
  List<FaultRow> faults(Target target) {
    List<FaultRow> rows = new ArrayList<>();
    kept.find(key("fault model", target), FaultRow.class).ifPresent(rows::add);
    for (EngineUnderTest engine : engines) {
      if (((Fault) target.entry()).engines().contains(engine.name())) {
        fault(target, engine).ifPresent(rows::add);
      }
    }
    return rows;
  }

  private record Rows(List<FaultRow> rows) {}

  /** Mutants of the model are replayed on an engine too, and all of them on all models. */
  Optional<List<FaultRow>> mutants(Manifest manifest, String where, int every) {
    return told(
        manifest.module() + " mutants of " + where,
        kept.find(mutantsKey(manifest, where, every), Rows.class).map(Rows::rows));
  }

  void keepMutants(Manifest manifest, String where, int every, List<FaultRow> rows) {
    kept.keep(mutantsKey(manifest, where, every), new Rows(rows));
  }

  private String mutantsKey(Manifest manifest, String where, int every) {
    Fingerprint key = new Fingerprint().text("mutants " + where + " " + every);
    key.text(manifest.unkilled().toString());
    for (Entry entry : manifest.entries()) {
      key.text(modelKeys.computeIfAbsent(new Target(manifest, entry), Reuse::modelKey));
    }
    for (String code : code()) {
      key.text(code);
    }
    return key.hex();
  }

  Optional<Stories.Told> story(Target target) {
    return kept.find(key("story", target, code()), Stories.Told.class);
  }

  void keep(Target target, Stories.Told told) {
    kept.keep(key("story", target, code()), told);
  }

  Optional<String> picture(Target target) {
    return kept.find(key("picture", target), String.class);
  }

  void keepPicture(Target target, String svg) {
    kept.keep(key("picture", target), svg);
  }

  /** Of all engines: what shows them side by side depends on each. */
  private String[] code() {
    return engines.stream()
        .flatMap(e -> Stream.of(e.name(), e.soundCode(), e.faultyCode()))
        .toArray(String[]::new);
  }

  private <T> Optional<T> told(String what, Optional<T> result) {
    result.ifPresent(present -> reused.add(what));
    return result;
  }

  /** The counterexample is not kept: whoever needs it needs TLC. */
  void keep(Run run) {
    CheckResult result = run.result();
    CheckResult without =
        new CheckResult(
            result.outcome(),
            result.exitCode(),
            result.violated(),
            result.generated(),
            result.distinct(),
            result.left(),
            result.depth(),
            result.seconds(),
            result.workers(),
            result.symmetry(),
            result.actions(),
            null,
            result.messages(),
            result.cut(),
            result.measuredOn());
    kept.keep(tlcKey(run.target()), new Tlcs(without, run.unreached()));
  }

  void keep(Target target, OpinionRow row) {
    kept.keep(key("opinion", target), row);
  }

  void keep(Target target, FaultRow inModel) {
    kept.keep(key("fault model", target), inModel);
  }

  void keep(Target target, EngineUnderTest engine, ReplayRow row) {
    kept.keep(replayKey(target, engine), row);
  }

  void keep(Target target, EngineUnderTest engine, FaultRow row) {
    kept.keep(faultKey(target, engine), row);
  }

  private String tlcKey(Target target) {
    return key("tlc", target);
  }

  private String replayKey(Target target, EngineUnderTest engine) {
    return key("replay " + engine.name(), target, engine.soundCode());
  }

  private String faultKey(Target target, EngineUnderTest engine) {
    return key(
        "fault " + engine.name() + " " + faultRuns,
        target,
        engine.soundCode(),
        engine.faultyCode());
  }

  private String key(String what, Target target, String... code) {
    Fingerprint key =
        new Fingerprint().text(what).text(modelKeys.computeIfAbsent(target, Reuse::modelKey));
    for (String hash : code) {
      key.text(hash);
    }
    return key.hex();
  }

  private static String modelKey(Target target) {
    Entry entry = target.entry();
    return new Fingerprint()
        .text(MeasuredOn.scan(entry.request(target.manifest())))
        .text(entry.toString())
        .text(target.manifest().environment() + " " + target.manifest().client())
        .text(target.manifest().abstractVariables() + " " + target.manifest().historyVariables())
        .text(System.getProperty("java.vm.vendor") + " " + System.getProperty("java.vm.version"))
        .code(Tlc.class)
        .hex();
  }
}
