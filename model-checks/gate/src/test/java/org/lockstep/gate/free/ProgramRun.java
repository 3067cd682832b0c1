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
import org.lockstep.kit.record.ThreadLog;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.Stepper;
import org.lockstep.kit.validate.SmallestLog;
import org.lockstep.kit.validate.Validator;
import org.lockstep.kit.validate.WalkMoves;
import org.lockstep.seam.Seam;

/** Runs programs on a variant of the Java engine, and has the model judge each of their rounds. */
final class ProgramRun implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 20_000;

  private final ProgrammedModule programmed;
  private final String variant;
  private final ThreadKind kind;
  private final SplittableRandom random;
  private final Stepper stepper;
  private final Validator validator;
  private final Seam.Installation seam;

  private int rounds;
  private long events;

  ProgramRun(ProgrammedModule programmed, String variant, ThreadKind kind, long seed) {
    this.programmed = programmed;
    this.variant = variant;
    this.kind = kind;
    this.random = new SplittableRandom(seed);
    FreeModule module = programmed.module();
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

  /** The first of so many rounds of the program that is no behaviour of the model; null if none. */
  @Nullable Round refused(ClientProgram program, int rounds)
      throws InterruptedException, FreeRunFailed {
    for (int i = 0; i < rounds; i++) {
      Round round = round(program, i);
      if (!validator.validate(round).legal()) {
        return round;
      }
    }
    return null;
  }

  Round smallest(Round refused) {
    return SmallestLog.of(refused, validator::validate);
  }

  private Round round(ClientProgram program, int number)
      throws InterruptedException, FreeRunFailed {
    Map<String, FreeThread.Client> clients = programmed.clients(variant, program);
    CyclicBarrier start = new CyclicBarrier(clients.size());
    List<FreeThread> logs = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    clients.forEach(
        (name, client) -> {
          FreeThread mine =
              new FreeThread(name, random.nextLong(), program.dawdles(), 0, start, client);
          logs.add(mine);
          threads.add(kind.of(name, mine));
        });
    threads.forEach(Thread::start);
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    for (int i = 0; i < threads.size(); i++) {
      threads.get(i).join(Math.max(1, deadline - System.currentTimeMillis()));
    }
    List<ThreadLog> written = new ArrayList<>();
    for (int i = 0; i < threads.size(); i++) {
      FreeThread mine = logs.get(i);
      Throwable failure = mine.failure();
      if (failure != null || threads.get(i).isAlive()) {
        throw new FreeRunFailed(
            "thread "
                + mine.whereabouts()
                + (failure != null ? " threw " + failure : " is stuck")
                + " with the program "
                + program,
            failure);
      }
      written.add(mine.log());
    }
    Round round = new Round(number, written);
    rounds++;
    events += round.events();
    return round;
  }

  /** Writes the round as it was recorded, for {@code lockstep validate}. */
  Path write(Round round, long seed, Path file) throws IOException {
    FreeModule module = programmed.module();
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
