package org.lockstep.gate.publish;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.report.Environment;
import org.lockstep.gate.report.Evidence;
import org.lockstep.gate.report.Failure;
import org.lockstep.gate.report.Location;
import org.lockstep.gate.report.Report;
import org.lockstep.gate.report.Tables;

/** The result on one page of Markdown, for the summary of a CI job. */
final class Summary {
  private Summary() {}

  static String of(Evidence evidence) {
    Report report = evidence.report();
    StringBuilder text = new StringBuilder("## Lockstep: ");
    text.append(Verdict.of(report.exitCode())).append("\n\n");
    text.append(plain(report.sentence())).append("\n");
    if (!evidence.failures().isEmpty()) {
      text.append("\n### Failures\n\n");
      for (Failure failure : evidence.failures()) {
        text.append("- `").append(code(failure.where())).append("`: ");
        text.append(plain(failure.message())).append(place(failure.location())).append('\n');
      }
    }
    text.append("\n### Results\n").append(new Tables(report).summary());
    if (!evidence.skips().isEmpty()) {
      text.append("\nLeft out in this run: ");
      text.append(evidence.skips().size());
      text.append(" checks, named with the reason in `target/lockstep/junit`.\n");
    }
    Environment environment = report.environment();
    text.append("\n")
        .append(plain(String.join("; ", report.arguments())))
        .append(". Seconds: ")
        .append(seconds(report.seconds()))
        .append(". ")
        .append(plain(environment.java() + ", " + environment.os()))
        .append(", ")
        .append(environment.cores())
        .append(" cores, ")
        .append(environment.date())
        .append(".\n");
    return text.toString();
  }

  private static String seconds(Map<String, Double> phases) {
    List<String> parts =
        phases.entrySet().stream().map(phase -> phase.getKey() + " " + phase.getValue()).toList();
    return String.join(", ", parts);
  }

  private static String place(@Nullable Location place) {
    if (place == null) {
      return "";
    }
    return " (`" + place.file() + (place.line() > 0 ? ":" + place.line() : "") + "`)";
  }

  private static String code(String text) {
    return text.replace('`', '\'').replaceAll("\\R", " ");
  }

  /** Text that Markdown shows as it is. */
  static String plain(String text) {
    return text.replaceAll("([\\\\`*_{}\\[\\]<>#|~])", "\\\\$1").replaceAll("\\R", " ");
  }
}
