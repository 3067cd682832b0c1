package org.lockstep.gate.subject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The constants of a model of EventPool. Who may call what, and in which order, bounds the
 * environment: an engine need not know.
 *
 * @param threads names of those that use events; the index of a thread is its place here
 * @param handlers names of the threads of the device; their indices follow
 * @param streams names of the streams; the index of a stream is its place here
 * @param streamOf the stream that is the current one of each thread
 * @param size how many events there can be
 * @param wrap after how many values counters go around
 * @param start where they begin
 */
public record EventPoolConfig(
    List<String> threads,
    List<String> handlers,
    List<String> streams,
    List<Integer> streamOf,
    int size,
    int wrap,
    int start) {
  public EventPoolConfig {
    threads = List.copyOf(threads);
    handlers = List.copyOf(handlers);
    streams = List.copyOf(streams);
    streamOf = List.copyOf(streamOf);
  }

  /** Of a cfg file beside MCEventPool.tla. */
  public static EventPoolConfig of(Path file) throws IOException {
    Cfg cfg = new Cfg(file);
    List<String> threads = cfg.names("Threads");
    List<String> streams = cfg.names("Streams");
    return new EventPoolConfig(
        threads,
        cfg.names("Handlers"),
        streams,
        streamOf(cfg, threads, streams),
        cfg.number("Size"),
        cfg.number("Wrap"),
        cfg.number("Start"));
  }

  /** As MCEventPool.tla has these words. */
  private static List<Integer> streamOf(Cfg cfg, List<String> threads, List<String> streams) {
    return switch (cfg.value("StreamOf")) {
      case "OneStream" -> threads.stream().map(thread -> streams.indexOf("p")).toList();
      case "TwoStreams" ->
          threads.stream().map(thread -> streams.indexOf(thread.equals("c") ? "q" : "p")).toList();
      default -> throw cfg.wrong("StreamOf", "OneStream or TwoStreams");
    };
  }

  public List<String> everyone() {
    List<String> all = new ArrayList<>(threads);
    all.addAll(handlers);
    return List.copyOf(all);
  }
}
