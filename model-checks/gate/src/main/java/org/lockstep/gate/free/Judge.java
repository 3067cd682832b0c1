package org.lockstep.gate.free;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.UnusableInput;
import org.lockstep.gate.Workspace;
import org.lockstep.kit.record.Event;
import org.lockstep.kit.record.Header;
import org.lockstep.kit.record.RecordException;
import org.lockstep.kit.record.Round;
import org.lockstep.kit.record.RunReader;
import org.lockstep.kit.record.ThreadLog;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.CheckResult;
import org.lockstep.kit.tlc.Stepper;
import org.lockstep.kit.validate.SmallestLog;
import org.lockstep.kit.validate.Validator;
import org.lockstep.kit.validate.Verdict;
import org.lockstep.kit.validate.WalkMoves;

/** Whether each round of a recorded run is a behaviour of the model, and all of it. */
public final class Judge implements AutoCloseable {
  /** As which a cfg for free runs overrides an action. */
  static final String OVERRIDE = "Free_";

  /** With so many states a walk is given up for a new one: they are kept for good. */
  private static final int MOST_STATES = 500_000;

  /** A model that is asked, and what it was asked already. */
  private record Bench(String module, Stepper stepper, WalkMoves moves, Validator validator)
      implements AutoCloseable {
    @Override
    public void close() {
      stepper.close();
    }
  }

  private final Workspace workspace;
  private @Nullable Bench bench;

  public Judge(Workspace workspace) {
    this.workspace = workspace;
  }

  private Bench bench(Header header) throws IOException {
    Bench open = bench;
    if (open != null
        && open.module().equals(header.module())
        && open.moves().size() < MOST_STATES) {
      return open;
    }
    close();
    Stepper stepper = Stepper.open(request(header));
    WalkMoves moves = new WalkMoves(stepper, OVERRIDE);
    Set<String> hidden = FreeRuns.module(header.module()).hidden();
    Validator validator = new Validator(moves, hidden, header.observed());
    open = new Bench(header.module(), stepper, moves, validator);
    bench = open;
    return open;
  }

  /** What was learnt of a model is forgotten; the next run opens it again. */
  @Override
  public void close() {
    if (bench != null) {
      bench.close();
      bench = null;
    }
  }

  /**
   * Judges up to the first round that is wrong. A run in which nothing overlaps is refused.
   *
   * @param asked of so many rounds, the first ones, TLC is asked too
   */
  public Judgement judge(Path file, int asked) {
    try (BufferedReader in = Files.newBufferedReader(file);
        RunReader reader = new RunReader(in, String.valueOf(file.getFileName()))) {
      Judgement judgement = judge(reader, asked);
      if (judgement.isLegal() && judgement.overlapping() == 0) {
        throw new UnusableInput(
            file
                + " says nothing: no two of its "
                + judgement.events()
                + " events overlap, so nothing of it was concurrent; record more threads, or longer");
      }
      return judgement;
    } catch (RecordException e) {
      throw new UnusableInput(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private Judgement judge(RunReader reader, int asked) throws IOException {
    Header header = reader.header();
    FreeModule module = FreeRuns.module(header.module());
    if (!header.observed().equals(module.observed())) {
      throw new UnusableInput(
          "the run tells of "
              + header.observed()
              + ", and the clients of this version of "
              + "tell of "
              + module.observed()
              + ": record it again");
    }
    Bench open = bench(header);
    int before = open.moves().size();
    int rounds = 0;
    long events = 0;
    long overlapping = 0;
    long nanos = 0;
    long referenceEvents = 0;
    double referenceSeconds = 0;
    Round wrong = null;
    Verdict why = null;
    for (Round round = reader.read(); round != null && wrong == null; round = reader.read()) {
      Optional<String> lost = lost(module, round);
      if (lost.isPresent()) {
        throw new RecordException(lost.get());
      }
      long begin = System.nanoTime();
      Verdict verdict = open.validator().validate(round);
      nanos += System.nanoTime() - begin;
      rounds++;
      events += round.events();
      overlapping += overlapping(round);
      if (rounds <= asked) {
        CheckResult reference = reference(module).judge(round);
        referenceEvents += round.events();
        referenceSeconds += reference.seconds();
        requireAgreement(round, verdict, reference);
      }
      if (!verdict.legal()) {
        wrong = SmallestLog.of(round, open.validator()::validate);
        why = open.validator().validate(wrong);
      }
    }
    return new Judgement(
        header,
        rounds,
        events,
        overlapping,
        open.moves().size() - before,
        nanos / 1e9,
        referenceEvents,
        referenceSeconds,
        wrong,
        why);
  }

  private static void requireAgreement(Round round, Verdict verdict, CheckResult reference) {
    if (Reference.isLegal(reference) != verdict.legal()) {
      throw new IllegalStateException(
          "round "
              + round.number()
              + ": our search says "
              + verdict
              + ", and TLC "
              + reference.summary()
              + ": one of them is wrong");
    }
  }

  /** What of a round is not there, though the file is whole. */
  static Optional<String> lost(FreeModule module, Round round) {
    for (ThreadLog log : round.logs()) {
      List<Event> events = log.events();
      String last = module.last(log.thread());
      if (events.isEmpty() && last.isEmpty()) {
        continue;
      }
      Event end = events.isEmpty() ? null : events.get(events.size() - 1);
      boolean whole = end != null && !end.isOpen() && (last.isEmpty() || end.action().equals(last));
      if (!whole) {
        return Optional.of(
            "round "
                + round.number()
                + ": the log of thread "
                + log.thread()
                + " ends with "
                + end
                + ", and should with "
                + (last.isEmpty() ? "the end of a call" : last)
                + ": part of it was lost; record it again");
      }
    }
    return Optional.empty();
  }

  private Reference reference(FreeModule module) throws IOException {
    return new Reference(module, workspace.specs().resolve(module.name()));
  }

  private CheckRequest request(Header header) {
    Path specs = workspace.specs().resolve(header.module());
    Path module = FreeRuns.files(specs, header.module()).get(0);
    Path cfg = FreeRuns.files(specs, header.module()).get(1);
    if (!Files.isRegularFile(module) || !Files.isRegularFile(cfg)) {
      throw new UnusableInput("there is no " + module + " with a cfg, of which the run speaks");
    }
    return CheckRequest.of(module, cfg).searching(specs).searchingBeside(specs);
  }

  /** Events that began while one of another thread, begun before, went on. */
  private static long overlapping(Round round) {
    record Begun(int thread, Event event) {}
    List<Begun> all = new ArrayList<>();
    for (int t = 0; t < round.logs().size(); t++) {
      for (Event event : round.logs().get(t).events()) {
        all.add(new Begun(t, event));
      }
    }
    all.sort(Comparator.comparingLong((Begun it) -> it.event().begin()));
    long[] end = new long[round.logs().size()];
    long count = 0;
    for (Begun it : all) {
      for (int t = 0; t < end.length; t++) {
        if (t != it.thread() && it.event().begin() < end[t]) {
          count++;
          break;
        }
      }
      end[it.thread()] = it.event().end();
    }
    return count;
  }

  /** The actions that no thread records, for who reads the report. */
  public static Set<String> hidden(String module) {
    return FreeRuns.module(module).hidden();
  }
}
