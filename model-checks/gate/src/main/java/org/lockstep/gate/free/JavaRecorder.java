package org.lockstep.gate.free;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import org.lockstep.kit.record.Header;
import org.lockstep.kit.record.Round;
import org.lockstep.kit.record.RunWriter;
import org.lockstep.seam.Seam;

/** The Java engine: a fresh system and fresh threads for each round. */
final class JavaRecorder implements Recorder {
  /** So many rounds are not counted: until everything is compiled. */
  private static final int WARM_UP = 5;

  @Override
  public void record(Request request, Path file)
      throws IOException, InterruptedException, FreeRunFailed {
    FreeModule module = request.module();
    Header header =
        new Header(
            module.name(),
            "Free" + module.name(),
            "java",
            request.variant(),
            request.built(),
            request.seed(),
            module.observed());
    SplittableRandom random = new SplittableRandom(request.seed());
    Seam.Installation seam = Seam.install(new FreeSteps(module.within()));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        RunWriter writer = new RunWriter(out, header)) {
      long recorded = 0;
      for (int number = 0; recorded < request.events(); number++) {
        FreeRound round = round(number, request, random);
        round.run(request.patience());
        Round logs = round.logs();
        writer.write(logs);
        recorded += logs.events();
      }
    } finally {
      seam.close();
    }
  }

  @Override
  public double overheadPercent(FreeModule module, long seed, int rounds, int calls, int workload)
      throws InterruptedException, FreeRunFailed {
    Request request = new Request(module, SOUND, "", seed, 1, calls, false, workload, PATIENCE);
    double[] ratios = new double[rounds];
    SplittableRandom seeds = new SplittableRandom(seed);
    for (int number = -WARM_UP; number < rounds; number++) {
      // The same draws in both.
      long draws = seeds.nextLong();
      double without = timed(number, request, new SplittableRandom(draws));
      double with;
      Seam.Installation seam = Seam.install(new FreeSteps(module.within()));
      try {
        with = timed(number, request, new SplittableRandom(draws));
      } finally {
        seam.close();
      }
      if (number >= 0) {
        ratios[number] = with / without;
      }
    }
    return Recorder.percentMore(ratios);
  }

  private static double timed(int number, Request request, SplittableRandom random)
      throws InterruptedException, FreeRunFailed {
    FreeRound round = round(number, request, random);
    round.run(request.patience());
    return round.processorNanosOfACall(request.module()::isCaller);
  }

  private static FreeRound round(int number, Request request, SplittableRandom random) {
    Map<String, FreeThread.Client> clients =
        request.module().clients(request.variant(), request.calls());
    CyclicBarrier start = new CyclicBarrier(clients.size());
    List<FreeThread> threads = new ArrayList<>();
    clients.forEach(
        (name, client) ->
            threads.add(
                new FreeThread(
                    name,
                    ThreadKind.PLATFORM,
                    Choices.ofChance(random.nextLong()),
                    request.dawdles() ? random.split() : null,
                    request.workload(),
                    start,
                    client)));
    return new FreeRound(number, threads);
  }
}
