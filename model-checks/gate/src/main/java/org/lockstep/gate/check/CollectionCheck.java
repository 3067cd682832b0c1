package org.lockstep.gate.check;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.ExitCode;
import org.lockstep.kit.manifest.CollectionModel;
import org.lockstep.kit.manifest.CollectionResult;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.CheckResult;
import org.lockstep.kit.tlc.Outcome;
import org.lockstep.kit.tlc.Tlc;
import org.lockstep.kit.tlc.TlcException;

/** TLC on specifications that others wrote, one line per model; what is not run is named too. */
public final class CollectionCheck {
  /**
   * How models are run.
   *
   * @param libraries folders with modules that the specifications need
   * @param longest models that are known to take longer are skipped, and those of which nobody
   *     knows; null to run all
   * @param limit wall clock time for each
   */
  public record Settings(
      int workers, List<Path> libraries, @Nullable Duration longest, @Nullable Duration limit) {
    public Settings {
      libraries = List.copyOf(libraries);
    }
  }

  private static final Pattern ABSENT =
      Pattern.compile("Cannot find source file for module (\\w+) imported in module (\\w+)");

  private final Settings settings;
  private final ProgressBoard board;
  private final PrintWriter out;
  private int asExpected;
  private int failed;
  private int skipped;
  private ExitCode worst = ExitCode.HELD;

  public CollectionCheck(Settings settings, ProgressBoard board, PrintWriter out) {
    this.settings = settings;
    this.board = board;
    this.out = out;
  }

  /** Runs all models; to have run none is no success. */
  public ExitCode run(List<CollectionModel> models) {
    models.forEach(this::run);
    out.println(
        models.size()
            + " models: "
            + asExpected
            + " as expected, "
            + failed
            + " failed, "
            + skipped
            + " skipped");
    if (asExpected + failed == 0) {
      out.println("FAILED: no model was run, so nothing was checked");
      return ExitCode.UNUSABLE;
    }
    return worst;
  }

  private void run(CollectionModel model) {
    Optional<String> skip = model.skip().or(() -> tooLong(model));
    if (skip.isPresent()) {
      skipped++;
      out.println("skipped " + model.name() + ": " + skip.get());
    } else {
      judge(model, check(model));
    }
    out.flush();
  }

  private Optional<String> tooLong(CollectionModel model) {
    Duration longest = settings.longest();
    Duration runtime = model.runtime();
    if (longest == null || (runtime != null && runtime.compareTo(longest) <= 0)) {
      return Optional.empty();
    }
    return Optional.of(
        "its runtime is "
            + (runtime == null ? "unknown" : runtime.toSeconds() + " s")
            + ", and this tier runs what takes up to "
            + longest.toSeconds()
            + " s; choose a larger --tier");
  }

  private CheckResult check(CollectionModel model) {
    CheckRequest request =
        model
            .request()
            .searching(settings.libraries().toArray(Path[]::new))
            .workers(settings.workers())
            .limit(settings.limit())
            .onProgress(progress -> board.show(model.name(), progress));
    try {
      return Tlc.check(request);
    } catch (TlcException refused) {
      String message = String.valueOf(refused.getMessage());
      return CheckResult.failed(Outcome.SYSTEM_ERROR, 153, message);
    } finally {
      board.clear(model.name());
    }
  }

  private void judge(CollectionModel model, CheckResult result) {
    List<String> differences = model.differences(result);
    if (differences.isEmpty()) {
      asExpected++;
      out.println(model.name() + ": " + asExpected(model, result));
      return;
    }
    failed++;
    out.println(
        "FAILED "
            + model.name()
            + ": "
            + absentModule(result).orElseGet(() -> String.join("; ", differences)));
    worst = worst.and(Run.verdict(result));
  }

  private static Optional<String> absentModule(CheckResult result) {
    Matcher absent = ABSENT.matcher(String.join(" ", result.messages()));
    return result.outcome() == Outcome.PARSE_ERROR && absent.find()
        ? Optional.of(
            "PARSE_ERROR: module "
                + absent.group(2)
                + " needs the module "
                + absent.group(1)
                + ", which is neither beside it nor part of TLC; if it is a community module, name"
                + " the folder that has it with --library")
        : Optional.empty();
  }

  private static String asExpected(CollectionModel model, CheckResult result) {
    String violated = result.violated() == null ? "" : " of " + result.violated();
    String counts =
        String.format(
            Locale.ROOT,
            "%d distinct states, %d generated, depth %d, %.1f s",
            result.distinct(),
            result.generated(),
            result.depth(),
            result.seconds());
    boolean success = model.expected() == CollectionResult.SUCCESS;
    String note = model.note(result).map(text -> "; " + text).orElse("");
    return model.expected()
        + (success ? "" : violated + ", as expected")
        + (" (" + counts + note + ")");
  }
}
