package org.lockstep.weak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which planted faults a tool has seen, in {@code target/detectors}: a JSON array of objects with
 * tool, module, fault, engine, seen and how, for whoever makes the table of faults and detectors.
 */
public final class Detections {
  private record Detection(String module, String fault, boolean seen, String how) {}

  private static final Detections LINCHECK = new Detections("lincheck");

  private final String tool;
  private final Path folder;
  private final List<Detection> all = new ArrayList<>();

  public Detections(String tool) {
    this(tool, target().resolve("detectors"));
  }

  Detections(String tool, Path folder) {
    this.tool = tool;
    this.folder = folder;
  }

  /** Those of all tests of this run; what an earlier run wrote is gone with the first of them. */
  public static Detections ofLincheck() {
    return LINCHECK;
  }

  /** Written at once: a test that fails later does not take along what was found before. */
  public synchronized void add(String module, String fault, boolean seen, String how) {
    all.add(new Detection(module, fault, seen, how));
    try {
      Files.writeString(Files.createDirectories(folder).resolve(tool + ".json"), text());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write what " + tool + " has seen", e);
    }
  }

  static Path target() {
    return Path.of(System.getProperty("basedir", "")).resolve("target");
  }

  /** As docs/adr/0013-recorded-runs.md has it, and the gate reads it. */
  private String text() {
    return all.stream()
        .map(Detections::row)
        .collect(
            Collectors.joining(
                ",\n",
                "{\"detector\": 1, \"tool\": " + quoted(tool) + ", \"rows\": [\n",
                "\n]}\n"));
  }

  private static String row(Detection one) {
    return "  {\"module\": "
        + quoted(one.module())
        + ", \"fault\": "
        + quoted(one.fault())
        + ", \"seen\": "
        + one.seen()
        + ", \"how\": "
        + quoted(one.how())
        + "}";
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        json.append('\\');
      }
      json.append(c < ' ' ? ' ' : c);
    }
    return json.append('"').toString();
  }
}
