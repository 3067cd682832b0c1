package org.lockstep.gate.check;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lockstep.kit.tlc.Progress;

/**
 * Tells how far the running checks have come: on a terminal one line that is written over, else a
 * line every five seconds, so that a log stays short.
 */
public final class ProgressBoard {
  private static final long LOG_NANOS = 5_000_000_000L;
  private static final String LINE_START = "\r\033[K";

  private final PrintWriter out;
  private final boolean terminal;
  private final Map<String, Progress> running = new TreeMap<>();
  private long lastLine = System.nanoTime();
  private boolean shown;

  public ProgressBoard(PrintWriter out) {
    this(out, Terminal.isThere());
  }

  ProgressBoard(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  public synchronized void show(String check, Progress progress) {
    running.put(check, progress);
    if (!terminal && System.nanoTime() - lastLine < LOG_NANOS) {
      return;
    }
    lastLine = System.nanoTime();
    String line =
        running.entrySet().stream()
            .map(entry -> text(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(" | "));
    out.print(terminal ? LINE_START + line : line + System.lineSeparator());
    out.flush();
    shown = true;
  }

  public synchronized void clear(String check) {
    running.remove(check);
    if (terminal && shown) {
      out.print(LINE_START);
      out.flush();
    }
  }

  private static String text(String check, Progress progress) {
    double seconds = Math.max(0.001, progress.elapsed().toMillis() / 1000.0);
    return String.format(
        Locale.ROOT,
        "%s: %,d states, %,d distinct, %,.0f/s, queue %,d, %.0f s",
        check,
        progress.generated(),
        progress.distinct(),
        progress.generated() / seconds,
        progress.queue(),
        seconds);
  }
}
