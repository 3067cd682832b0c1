package org.lockstep.gate.publish;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.ExitCode;
import org.lockstep.gate.report.ActionCoverage;
import org.lockstep.gate.report.ClaimRow;
import org.lockstep.gate.report.DetectorRow;
import org.lockstep.gate.report.Environment;
import org.lockstep.gate.report.Evidence;
import org.lockstep.gate.report.Failure;
import org.lockstep.gate.report.FaultRow;
import org.lockstep.gate.report.FreeFaultRow;
import org.lockstep.gate.report.Location;
import org.lockstep.gate.report.ModelRow;
import org.lockstep.gate.report.ReplayRow;
import org.lockstep.gate.report.Report;
import org.lockstep.gate.report.Skip;
import org.lockstep.gate.report.Story;
import org.lockstep.gate.report.ValidationRow;

/** Made-up results with what is hard to publish in them. */
final class Samples {
  /** Markup, quotes, a control character, a line break, and a character beyond 16 bits. */
  static final String NASTY =
      "a<b> & \"c\" 'd' ]]> </script> | `e` \u0000\u001b \n \uD83D\uDD12 \u00e4";

  private Samples() {}

  /** A result with one failure of each kind, all their texts nasty. */
  static Evidence failed() {
    List<Failure> failures =
        List.of(
            Failure.of(ExitCode.VIOLATED, "M", "model: " + NASTY)
                .ofModel("model", "Inv")
                .at(new Location("specs/M x/M.tla", 7, 3)),
            Failure.of(ExitCode.VIOLATED, "M model on java", NASTY).about("Step"),
            Failure.of(ExitCode.VIOLATED, "M Fault on java", NASTY).ofFault(),
            Failure.of(ExitCode.VIOLATED, "M", NASTY),
            Failure.of(ExitCode.UNUSABLE, "engine native", NASTY));
    List<ModelRow> models =
        List.of(
            new ModelRow(
                "M",
                "model",
                "HELD",
                "INVARIANT",
                "Inv",
                12,
                3456,
                7,
                0,
                0.125,
                false,
                ModelRow.TLC),
            new ModelRow(
                "M", "other", "HELD", "HELD", null, 1_234_567, 99, 5, 0, 1.5, true, ModelRow.OWN));
    List<ReplayRow> replay =
        List.of(new ReplayRow("M", "model", "java", 10, 9, 3, 40, 43, 43, 0.5, 80, false));
    List<FaultRow> faults = new ArrayList<>();
    faults.add(FaultRow.planted("M", "Fault", "model", true, "Inv", "Step(a)", 0, 0));
    faults.add(FaultRow.planted("M", "Fault", "java", false, NASTY, NASTY, 10, 9));
    faults.add(generated("Step.drop-1", "property: Inv", null));
    faults.add(generated("Step.drop-2", null, NASTY));
    return evidence(models, replay, faults, failures, 1);
  }

  private static DetectorRow detectors() {
    Map<String, String> by = new LinkedHashMap<>();
    DetectorRow.DETECTORS.forEach(name -> by.put(name, DetectorRow.NOT_RUN));
    by.put("tsan", DetectorRow.SEEN);
    by.put("asan", DetectorRow.UNSEEN);
    return new DetectorRow("M", "Fault", by, Map.of("tsan", NASTY));
  }

  private static FaultRow generated(String id, @Nullable String by, @Nullable String reason) {
    return new FaultRow(
        FaultRow.GENERATED, "M", id, "model", by != null, by, null, 0, 0, NASTY, reason, 0.5);
  }

  private static Evidence evidence(
      List<ModelRow> models,
      List<ReplayRow> replay,
      List<FaultRow> faults,
      List<Failure> failures,
      int exitCode) {
    Report report =
        new Report(
            List.of("tier small", NASTY),
            models,
            List.of(),
            replay,
            List.of(
                new ValidationRow(
                    "M", "java", NASTY, 42, 3, 1000, 50, 700, 0.1, 10_000, 2_000, 12.5, 112.5,
                    true)),
            List.of(new FreeFaultRow("M", "Fault", "java", "search", 100, NASTY)),
            List.of(detectors()),
            List.of(),
            faults,
            Map.of("M model", Map.of("threads", NASTY)),
            Map.of("models", 1.5),
            List.of(),
            failures.stream().map(Failure::text).toList(),
            exitCode,
            "NOT HELD: " + NASTY,
            Environment.here(Map.of("java", "present")));
    return new Evidence(
        report,
        failures,
        List.of(new Skip("M", "models", "large", NASTY)),
        List.of(new ClaimRow("M", NASTY, "Inv", List.of("model"), "Fault")),
        List.of(new ActionCoverage("M", "Step", 10, Map.of("java", 9L))),
        List.of(story("M-Fault", 3), story("M-Other", 2)),
        Map.of("M model", "<svg xmlns='http://www.w3.org/2000/svg'></svg>"),
        List.of());
  }

  /** A story in which the engine differs after the last step. */
  static Story story(String id, int steps) {
    List<Story.Step> taken = new ArrayList<>();
    List<Map<String, String>> model = new ArrayList<>();
    List<Map<String, String>> java = new ArrayList<>();
    for (int i = 0; i <= steps; i++) {
      model.add(Map.of("n", String.valueOf(i), "still", "0", "text", NASTY));
      String n = i == steps ? "other" : String.valueOf(i);
      java.add(Map.of("n", n, "still", "0", "text", NASTY));
      if (i > 0) {
        taken.add(new Story.Step("Step(" + i + ")", i % 2));
      }
    }
    return new Story(
        id,
        "planted fault",
        "M",
        id,
        NASTY,
        "target/x.itf.json",
        List.of("a", "b"),
        taken,
        List.of(
            new Story.Column("Model", model, ""), new Story.Column("Java", java, "Harm: " + NASTY)),
        -1);
  }
}
