package org.lockstep.gate.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.ExitCode;
import org.lockstep.gate.engine.Target;
import org.lockstep.gate.link.Specs;
import org.lockstep.kit.manifest.Model;
import org.lockstep.kit.manifest.Tier;
import org.lockstep.kit.tlc.CfgView;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.CheckResult;
import org.lockstep.kit.tlc.Outcome;
import org.lockstep.kit.tlc.SpecView;
import org.lockstep.kit.tlc.Tlc;

/**
 * Demands a reason for whatever hides a part of a model from TLC, and that a liveness property
 * holds because threads are scheduled fairly, and not because a bound stops them.
 */
final class BoundChecks {
  /** Names of liveness properties end so. */
  private static final String LIVE = "Live";

  private static final String UNFAIR = "Spec";
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final Findings findings;

  BoundChecks(Findings findings) {
    this.findings = findings;
  }

  /** Reads files only, of all models, also those of tiers that are not run. */
  void requireReasons(Specs specs) {
    for (Model model : specs.manifest().models()) {
      for (String problem : problems(specs, model)) {
        findings.fail(ExitCode.VIOLATED, specs.manifest().module(), problem);
      }
    }
  }

  static List<String> problems(Specs specs, Model model) {
    CfgView cfg = specs.cfg(model);
    Stream<String> unexplained =
        cfg.cuts().stream()
            .filter(cut -> !model.cuts().containsKey(cut))
            .map(
                cut ->
                    model.cfg()
                        + " hides a part of the model with "
                        + cut
                        + "; say under \"cuts\" of "
                        + model.name()
                        + " in manifest.json why nothing that matters is hidden");
    Stream<String> idle =
        model.cuts().keySet().stream()
            .filter(cut -> !cfg.cuts().contains(cut))
            .map(
                cut ->
                    "\"cuts\" of "
                        + model.name()
                        + " in manifest.json explains "
                        + cut
                        + ", which is no constraint or view of "
                        + model.cfg()
                        + "; take it out");
    Stream<String> bounded =
        isLive(model, cfg) && cfg.isConstrained()
            ? Stream.of(
                model.cfg()
                    + " checks a liveness property under a constraint: a behaviour that leaves it"
                    + " counts as none; choose smaller constants instead")
            : Stream.of();
    return Stream.of(unexplained, idle, bounded, undroppable(specs.view(), model, cfg))
        .flatMap(it -> it)
        .toList();
  }

  /** Known from the files, so that it is not the tier that checks the property which finds it. */
  private static Stream<String> undroppable(SpecView view, Model model, CfgView cfg) {
    String fair = String.valueOf(cfg.specification());
    return cfg.properties().stream().noneMatch(it -> it.endsWith(LIVE))
            || view.reach(fair).contains(UNFAIR)
        ? Stream.of()
        : Stream.of(
            model.cfg()
                + " checks a liveness property of "
                + fair
                + ": to drop fairness from it, it must be written as "
                + UNFAIR
                + " and fairness conditions; the formula "
                + UNFAIR
                + " is not in it, nor in what it is made of");
  }

  private static boolean isLive(Model model, CfgView cfg) {
    return model.tier() == Tier.LIVE || cfg.properties().stream().anyMatch(it -> it.endsWith(LIVE));
  }

  /**
   * A liveness property that holds even if every thread may stop for ever says nothing: false, and
   * a failure. A result of an earlier run was kept because it passed here.
   */
  boolean needsFairness(Specs specs, Run run, @Nullable Duration limit) {
    if (!(run.target().entry() instanceof Model model)
        || run.isReused()
        || run.result().outcome() != Outcome.HELD
        || !isLive(model, specs.cfg(model))) {
      return true;
    }
    int before = findings.failures().size();
    for (String property : specs.cfg(model).properties()) {
      if (property.endsWith(LIVE)) {
        findings.guard(
            run.target() + " without fairness",
            () ->
                vacuous(specs, model, property, limit == null ? LIMIT : limit)
                    .ifPresent(
                        why -> findings.fail(ExitCode.VIOLATED, run.target().toString(), why)));
      }
    }
    return findings.failures().size() == before;
  }

  static Optional<String> vacuous(Specs specs, Model model, String property, Duration limit) {
    CfgView cfg = specs.cfg(model);
    try {
      Path unfair = Files.createTempFile(model.name(), ".cfg");
      try {
        Files.writeString(unfair, unfair(cfg, property));
        CheckRequest request = model.request(specs.manifest()).with(unfair).limit(limit);
        CheckResult result =
            model.own()
                ? OwnRun.of(new Target(specs.manifest(), model), request).result()
                : Tlc.check(request);
        return result.outcome() == Outcome.LIVENESS
            ? Optional.empty()
            : Optional.of(
                property
                    + " is to be violated when fairness is dropped, else it holds for no reason;"
                    + " without it, this is found: "
                    + result.summary());
      } finally {
        Files.delete(unfair);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a cfg without fairness", e);
    }
  }

  private static String unfair(CfgView cfg, String property) {
    String constants =
        Stream.concat(
                cfg.constants().entrySet().stream().map(it -> it.getKey() + " = " + it.getValue()),
                cfg.overrides().entrySet().stream().map(it -> it.getKey() + " <- " + it.getValue()))
            .collect(Collectors.joining("\n    "));
    return "SPECIFICATION "
        + UNFAIR
        + (constants.isEmpty() ? "" : "\nCONSTANTS\n    " + constants)
        + "\nPROPERTY "
        + property
        + "\n";
  }
}
