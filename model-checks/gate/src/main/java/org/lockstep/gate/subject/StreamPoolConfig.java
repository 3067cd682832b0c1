package org.lockstep.gate.subject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The constants of a model of StreamPool.
 *
 * @param threads their names; the index of a thread is its place here
 * @param stripeOf for each thread, the gate it takes
 */
public record StreamPoolConfig(
    List<String> threads, String main, int poolSize, int stripes, List<Integer> stripeOf) {
  public StreamPoolConfig {
    threads = List.copyOf(threads);
    stripeOf = List.copyOf(stripeOf);
    if (!threads.contains(main) || stripeOf.size() != threads.size()) {
      throw new IllegalArgumentException(
          "main is one of the threads and each has a gate, unlike main "
              + main
              + ", threads "
              + threads
              + ", gates "
              + stripeOf);
    }
  }

  /** Of a cfg file beside MCStreamPool.tla, whose names for StripeOf it knows. */
  public static StreamPoolConfig of(Path file) throws IOException {
    Cfg cfg = new Cfg(file);
    List<String> threads = cfg.names("Threads");
    String stripeOf = cfg.value("StripeOf");
    List<Integer> gates =
        switch (stripeOf) {
          case "OneStripe" -> threads.stream().map(thread -> 0).toList();
          case "TwoStripes" ->
              threads.stream().map(t -> t.equals("m") || t.equals("a") ? 0 : 1).toList();
          default -> throw cfg.wrong("StripeOf", "OneStripe or TwoStripes");
        };
    return new StreamPoolConfig(
        threads, cfg.value("Main"), cfg.number("PoolSize"), cfg.number("Stripes"), gates);
  }
}
