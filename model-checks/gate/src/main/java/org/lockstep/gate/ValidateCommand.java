package org.lockstep.gate;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.free.Judge;
import org.lockstep.gate.free.Judgement;
import org.lockstep.kit.model.State;
import org.lockstep.kit.record.Event;
import org.lockstep.kit.record.ThreadLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lockstep validate}. */
@Command(
    name = "validate",
    description = "Says whether a recorded run is a behaviour of its model.",
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN.ndjson", description = "What lockstep record wrote.")
  private Path file = Path.of("");

  @Option(
      names = "--last",
      paramLabel = "N",
      description =
          "Of a run that is none: how many events of each thread to show (${DEFAULT-VALUE}).")
  private int last = 8;

  @Option(
      names = "--reference",
      paramLabel = "N",
      description = "Has TLC judge the first N rounds too, with a module made for each.")
  private int reference;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (!Files.isRegularFile(file)) {
      throw new UnusableInput("there is no file " + file);
    }
    PrintWriter out = Output.of(spec).out();
    Judgement judgement;
    try (Judge judge = new Judge(Workspace.find())) {
      judgement = judge.judge(file, reference);
    }
    out.println(
        String.format(
            Locale.ROOT,
            "%s on %s (%s): %,d rounds, %,d events, %,d of them begun beside another thread's, %,d"
                + " states met, %.1f s, %,d events/s",
            judgement.header().module(),
            judgement.header().engine(),
            judgement.header().variant(),
            judgement.rounds(),
            judgement.events(),
            judgement.overlapping(),
            judgement.states(),
            judgement.seconds(),
            judgement.eventsPerSecond()));
    if (judgement.asked() > 0) {
      out.println(
          String.format(
              Locale.ROOT,
              "TLC says the same of %,d of these events, in %.1f s (%,d events/s)",
              judgement.asked(),
              judgement.askedSeconds(),
              judgement.referencePerSecond()));
    }
    if (judgement.isLegal()) {
      out.println("Every round is a behaviour of " + judgement.header().model() + ".");
      return ExitCode.HELD.code();
    }
    show(out, judgement);
    out.println("VIOLATED: " + judgement.complaint().orElseThrow());
    return ExitCode.VIOLATED.code();
  }

  private void show(PrintWriter out, Judgement judgement) {
    if (judgement.wrong() == null || judgement.verdict() == null) {
      return;
    }
    long start =
        judgement.wrong().logs().stream()
            .flatMap(log -> log.events().stream().limit(1))
            .mapToLong(Event::begin)
            .min()
            .orElse(0);
    for (ThreadLog log : judgement.wrong().logs()) {
      out.println("thread " + log.thread() + ":");
      int from = Math.max(0, log.events().size() - last);
      for (Event event : log.events().subList(from, log.events().size())) {
        boolean next = event.equals(judgement.verdict().next().get(log.thread()));
        out.println((next ? "  ? " : "    ") + since(start, event));
      }
    }
    out.println("Before the events marked ?, the model may be in:");
    for (State state : judgement.verdict().candidates()) {
      out.println("  " + state);
    }
  }

  /** With times since the beginning of the round. */
  private static Event since(long start, Event event) {
    return new Event(
        event.action(),
        event.further(),
        event.begin() - start,
        event.isOpen() ? Event.OPEN : event.end() - start,
        event.seen());
  }
}
