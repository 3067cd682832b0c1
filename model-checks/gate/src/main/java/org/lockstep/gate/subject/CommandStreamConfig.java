package org.lockstep.gate.subject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The constants of a model of CommandStream. Who may call what, and how much of it, bounds the
 * environment: an engine need not know.
 *
 * @param threads names of those that call the stream; the index of a thread is its place here
 * @param handlers names of the threads of the device; their indices follow
 */
public record CommandStreamConfig(List<String> threads, List<String> handlers) {
  public CommandStreamConfig {
    threads = List.copyOf(threads);
    handlers = List.copyOf(handlers);
  }

  /** Of a cfg file beside MCCommandStream.tla. */
  public static CommandStreamConfig of(Path file) throws IOException {
    Cfg cfg = new Cfg(file);
    return new CommandStreamConfig(cfg.names("Threads"), cfg.names("Handlers"));
  }

  public List<String> everyone() {
    List<String> all = new ArrayList<>(threads);
    all.addAll(handlers);
    return List.copyOf(all);
  }
}
