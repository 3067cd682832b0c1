package org.lockstep.gate.subject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The constants of a model of LeasePool.
 *
 * @param threads names of those that lease; the index of a thread is its place here
 * @param handlers names of the threads of the device and of the finder of leaks; they follow
 * @param interruptible threads that somebody may interrupt
 * @param hint for each thread, the slot that it looks at first
 * @param total how many ticks a wait with a limit may last
 */
public record LeasePoolConfig(
    List<String> threads,
    List<String> handlers,
    Set<String> interruptible,
    int size,
    List<Integer> hint,
    int total,
    boolean fifo) {
  public LeasePoolConfig {
    threads = List.copyOf(threads);
    handlers = List.copyOf(handlers);
    interruptible = Set.copyOf(interruptible);
    hint = List.copyOf(hint);
    if (hint.size() != threads.size()) {
      throw new IllegalArgumentException(
          "each thread has a hint, unlike threads " + threads + ", hints " + hint);
    }
  }

  /** Of a cfg file beside MCLeasePool.tla, whose names for Hint and May it knows. */
  public static LeasePoolConfig of(Path file) throws IOException {
    Cfg cfg = new Cfg(file);
    List<String> threads = cfg.names("Threads");
    int size = cfg.number("Size");
    List<Integer> hint =
        switch (cfg.value("Hint")) {
          case "SameHint" -> threads.stream().map(thread -> 0).toList();
          case "OwnHint" -> threads.stream().map(t -> t.equals("a") ? 0 : size - 1).toList();
          default -> throw cfg.wrong("Hint", "SameHint or OwnHint");
        };
    return new LeasePoolConfig(
        threads,
        cfg.names("Handlers"),
        // Of what threads may do an engine need not know, but for what others may do to them.
        cfg.value("May").equals("GivingUp") ? Set.of("b") : Set.of(),
        size,
        hint,
        cfg.number("Total"),
        cfg.value("Fifo").equals("TRUE"));
  }

  /** The same where nobody is interrupted, unless a schedule says so. */
  public LeasePoolConfig uninterrupted() {
    return new LeasePoolConfig(threads, handlers, Set.of(), size, hint, total, fifo);
  }

  public List<String> everyone() {
    List<String> all = new ArrayList<>(threads);
    all.addAll(handlers);
    return List.copyOf(all);
  }
}
