package org.lockstep.gate.free;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** Runs an engine freely and keeps what its threads did. */
interface Recorder {
  /** What a run that is not the engine's as it ships is called. */
  String SOUND = "sound";

  /** Many times the longest round, on a busy machine. */
  Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * What is to be recorded.
   *
   * @param variant {@link #SOUND}, or a fault of the module
   * @param seed of what the clients draw; the schedule is nobody's
   * @param calls so many groups of calls by each client of a round
   * @param dawdles whether threads let others go first now and then
   * @param workload as for {@link #overheadPercent}
   * @param patience after which a round's thread that has not ended is stuck
   */
  record Request(
      FreeModule module,
      String variant,
      String built,
      long seed,
      long events,
      int calls,
      boolean dawdles,
      int workload,
      Duration patience) {}

  /** Writes a recorded run of at least so many events; the file is whole or not there. */
  void record(Request request, Path file) throws IOException, InterruptedException, FreeRunFailed;

  /**
   * How much more processor time a call takes its thread with somebody who notes what happens, in
   * percent: the median of so many pairs of rounds, one with and one without, one after the other.
   * Not how much longer the rounds take: that is decided by how long their threads wait for each
   * other.
   *
   * @param workload what each client does beside a call: a product of two matrices of so many rows,
   *     0 for nothing
   */
  double overheadPercent(FreeModule module, long seed, int rounds, int calls, int workload)
      throws InterruptedException, FreeRunFailed;

  /** Of the median of these ratios. */
  static double percentMore(double[] ratios) {
    double[] sorted = ratios.clone();
    Arrays.sort(sorted);
    return 100 * (sorted[sorted.length / 2] - 1);
  }
}
