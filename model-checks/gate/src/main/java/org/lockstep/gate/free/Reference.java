package org.lockstep.gate.free;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.record.Round;
import org.lockstep.kit.tlc.CfgView;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.CheckResult;
import org.lockstep.kit.tlc.Outcome;
import org.lockstep.kit.tlc.Stepper;
import org.lockstep.kit.tlc.Tlc;
import org.lockstep.kit.validate.TraceModule;
import org.lockstep.kit.validate.WalkMoves;

/**
 * TLC's own verdict on a round, by a module that is generated for it: slow, and not by our hand.
 */
final class Reference {
  private final FreeModule module;
  private final Path specs;
  private final List<Label> labels;
  private final String cfg;
  private final Set<String> atoms;

  Reference(FreeModule module, Path specs) throws IOException {
    this.module = module;
    this.specs = specs;
    Path file = free("cfg");
    this.cfg = Files.readString(file);
    this.atoms = atoms(CfgView.of(file));
    try (Stepper stepper = Stepper.open(request(free("tla"), file))) {
      this.labels = new WalkMoves(stepper, Judge.OVERRIDE).labels();
    }
  }

  private Path free(String extension) {
    return specs.resolve("free").resolve("Free" + module.name() + "." + extension);
  }

  private CheckRequest request(Path file, Path ofCfg) {
    return CheckRequest.of(file, ofCfg)
        .searching(specs.resolve("free"), specs)
        .searchingBeside(specs);
  }

  /** What is equal to itself only: {@code None = None}. */
  private static Set<String> atoms(CfgView cfg) {
    Set<String> atoms = new TreeSet<>();
    cfg.constants()
        .forEach(
            (name, value) -> {
              if (value.equals(name)) {
                atoms.add(name);
              }
            });
    return atoms;
  }

  /** Whether the round is a behaviour of the model. */
  boolean isLegal(Round round) {
    return isLegal(judge(round));
  }

  static boolean isLegal(CheckResult result) {
    return result.outcome() == Outcome.INVARIANT;
  }

  CheckResult judge(Round round) {
    TraceModule trace =
        new TraceModule(
            "Free" + module.name(), labels, atoms, round, module.hidden(), module.observed());
    try {
      Path folder = Files.createTempDirectory("lockstep-trace-");
      Path file = folder.resolve(trace.name() + ".tla");
      Path ofTrace = folder.resolve(trace.name() + ".cfg");
      try {
        Files.writeString(file, trace.text());
        Files.writeString(ofTrace, trace.cfg(cfg));
        CheckResult result = Tlc.check(request(file, ofTrace));
        if (result.outcome() != Outcome.INVARIANT && result.outcome() != Outcome.HELD) {
          throw new IllegalStateException(
              "TLC has no verdict on a recorded round: " + result.summary());
        }
        return result;
      } finally {
        Files.deleteIfExists(file);
        Files.deleteIfExists(ofTrace);
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a module for TLC: " + e.getMessage(), e);
    }
  }
}
