package org.lockstep.gate.free;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.Workspace;
import org.lockstep.kit.record.Header;
import org.lockstep.kit.record.Round;
import org.lockstep.kit.record.RunWriter;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.Stepper;
import org.lockstep.kit.validate.SmallestLog;
import org.lockstep.kit.validate.Validator;
import org.lockstep.kit.validate.WalkMoves;
import org.lockstep.seam.Seam;

/** Runs programs on a variant of the Java engine, and has the model judge each of their rounds. */
final class ProgramRun implements AutoCloseable {
  private final FreeModule module;
  private final String variant;
  private final ThreadKind kind;
  private final SplittableRandom random;
  private final Stepper stepper;
  private final Validator validator;
  private final Seam.Installation seam;

  private int rounds;
  private long events;

  ProgramRun(FreeModule module, String variant, ThreadKind kind, long seed) {
    this.module = module;
    this.variant = variant;
    this.kind = kind;
    this.random = new SplittableRandom(seed);
    Path specs = Workspace.find().specs().resolve(module.name());
    List<Path> files = FreeRuns.files(specs, module.name());
    this.stepper =
        Stepper.open(
            CheckRequest.of(files.get(0), files.get(1)).searching(specs).searchingBeside(specs));
    this.validator =
        new Validator(new WalkMoves(stepper, Judge.OVERRIDE), module.hidden(), module.observed());
    this.seam = Seam.install(new FreeSteps(module.within()));
  }

  int rounds() {
    return rounds;
  }

  long events() {
    return events;
  }

  /**
   * How a round of a program went that no sound engine has.
   *
   * @param round null if a thread did not come through it
   */
  record Wrong(String how, boolean isStuck, @Nullable Round round) {}

  /** The first of so many rounds of the program that is wrong; null if none. */
  @Nullable Wrong wrong(ClientProgram program, int rounds) throws InterruptedException {
    for (int i = 0; i < rounds; i++) {
      try {
        Round round = round(program, i);
        if (!validator.validate(round).legal()) {
          return new Wrong("no behaviour of the model", false, round);
        }
      } catch (FreeRunFailed e) {
        return new Wrong(String.valueOf(e.getMessage()), e.isStuck(), null);
      }
    }
    return null;
  }

  Round smallest(Round refused) {
    return SmallestLog.of(refused, validator::validate);
  }

  private Round round(ClientProgram program, int number)
      throws InterruptedException, FreeRunFailed {
    Map<String, FreeThread.Client> clients = module.clients(variant, program.calls());
    CyclicBarrier start = new CyclicBarrier(clients.size());
    List<FreeThread> threads = new ArrayList<>();
    clients.forEach(
        (name, client) ->
            threads.add(
                new FreeThread(
                    name,
                    kind,
                    program.of(threads.size()),
                    program.dawdles() ? random.split() : null,
                    0,
                    start,
                    client)));
    FreeRound round = new FreeRound(number, threads);
    round.run(Recorder.PATIENCE);
    Round logs = round.logs();
    rounds++;
    events += logs.events();
    return logs;
  }

  /** Writes the round as it was recorded, for {@code lockstep validate}. */
  Path write(Round round, long seed, Path file) throws IOException {
    Header header =
        new Header(
            module.name(),
            "Free" + module.name(),
            "java",
            variant,
            "drawn",
            seed,
            module.observed());
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (RunWriter writer =
        new RunWriter(new BufferedOutputStream(Files.newOutputStream(file)), header)) {
      writer.write(new Round(0, round.logs()));
    }
    return file;
  }

  @Override
  public void close() {
    seam.close();
    stepper.close();
  }
}
