package org.lockstep.gate.subject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The constants of a model of DeviceBarrier that an engine needs too.
 *
 * @param threads their names; the index of a thread is its place here
 * @param streams how many there may be, numbered from 0
 * @param opened those that are there from the start, in their order
 * @param pooled those of a pool
 * @param guards how many there may be, numbered from 1
 * @param home for each thread, its stream beyond all guards
 * @param fails whether the device may fail a work
 */
public record DeviceBarrierConfig(
    List<String> threads,
    int streams,
    List<Integer> opened,
    List<Integer> pooled,
    int guards,
    List<Integer> home,
    boolean fails) {
  public DeviceBarrierConfig {
    threads = List.copyOf(threads);
    opened = List.copyOf(opened);
    pooled = List.copyOf(pooled);
    home = List.copyOf(home);
  }

  /** Of a cfg file beside MCDeviceBarrier.tla, whose names for Opened and Home it knows. */
  public static DeviceBarrierConfig of(Path file) throws IOException {
    Cfg cfg = new Cfg(file);
    List<String> threads = cfg.names("Threads");
    List<Integer> opened =
        switch (cfg.value("Opened")) {
          case "One" -> List.of(0);
          case "Both" -> List.of(0, 1);
          case "All" -> List.of(0, 1, 2);
          default -> throw cfg.wrong("Opened", "One, Both or All");
        };
    String home = cfg.value("Home");
    return new DeviceBarrierConfig(
        threads,
        cfg.names("Streams").size(),
        opened,
        cfg.names("Pooled").stream().map(Integer::valueOf).toList(),
        cfg.names("Guards").size(),
        threads.stream().map(thread -> home(cfg, home, thread)).toList(),
        cfg.value("Fails").equals("TRUE"));
  }

  private static int home(Cfg cfg, String home, String thread) {
    return switch (home) {
      case "Apart" -> thread.equals("b") ? 1 : 0;
      case "Alone" -> thread.equals("b") ? 1 : thread.equals("c") ? 2 : 0;
      case "Same" -> 0;
      default -> throw cfg.wrong("Home", "Apart, Alone or Same");
    };
  }
}
