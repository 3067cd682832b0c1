package org.lockstep.pool;

import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.lockstep.Settings;
import org.lockstep.device.Device;
import org.lockstep.lock.RankCheck;

/** How a {@link StreamPool} is to be; the defaults are those of the process's {@link Settings}. */
public final class StreamPoolBuilder {
  private static final int MOST_STRIPES = 16;

  final Device device;
  int workerStreams = Settings.ofProcess().streamPoolSize() - 1;
  int stripes = Math.min(Runtime.getRuntime().availableProcessors(), MOST_STRIPES);
  RankCheck rankCheck = RankCheck.ofProcess();
  Predicate<Thread> main = Thread.currentThread()::equals;
  Consumer<? super Throwable> failureListener = LeasePoolBuilder::log;
  // Ids count up, so neighbours in time are at different gates.
  ToIntFunction<Thread> stripeOf = thread -> (int) (thread.getId() & Integer.MAX_VALUE);

  StreamPoolBuilder(Device device) {
    this.device = device;
  }

  /** How many streams serve the workers, beside the default one: the model's PoolSize. */
  public StreamPoolBuilder workerStreams(int count) {
    workerStreams = positive("workerStreams", count);
    return this;
  }

  /** How many gates the callers spread over. */
  public StreamPoolBuilder stripes(int count) {
    stripes = positive("stripes", count);
    return this;
  }

  /** Which gate a thread takes, modulo their number; asked once for each thread. */
  public StreamPoolBuilder stripeOf(ToIntFunction<Thread> function) {
    stripeOf = function;
    return this;
  }

  /** The thread that stream 0 belongs to; without this, the one that made this builder. */
  public StreamPoolBuilder main(Thread thread) {
    return main(thread::equals);
  }

  /** Which thread stream 0 belongs to; asked once for each thread. */
  public StreamPoolBuilder main(Predicate<Thread> isMain) {
    main = isMain;
    return this;
  }

  public StreamPoolBuilder rankCheck(RankCheck check) {
    rankCheck = check;
    return this;
  }

  /**
   * Who is told of work that failed, recorded in {@link StreamPool#run}, when the pool was closed
   * before anybody synchronized; on a thread of the device, or on the one that closes. Without
   * this, the log is.
   */
  public StreamPoolBuilder failureListener(Consumer<? super Throwable> listener) {
    failureListener = listener;
    return this;
  }

  public StreamPool build() {
    return new StreamPool(this);
  }

  private static int positive(String name, int count) {
    if (count < 1) {
      throw new IllegalArgumentException(name + " is at least 1, not " + count);
    }
    return count;
  }
}
