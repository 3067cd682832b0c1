package org.lockstep.gate.publish;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.check.TierSet;
import org.lockstep.gate.check.Verify;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.engine.Engines;
import org.lockstep.gate.report.Report;

/**
 * A real run of the gate, seconds long: the smallest replayed model of StreamPool and two of its
 * faults, in a checkout of its own. It never holds: most actions are dead in it, which the gate
 * says.
 */
record SmallRun(Workspace workspace, Report report) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODEL = "MCStreamPool_turn";
  private static final Set<String> FAULTS = Set.of("AliasedBinding", "CounterSkip");

  static SmallRun in(Path root) {
    return in(root, "", "");
  }

  /** The run of a model in which one line reads otherwise. */
  static SmallRun in(Path root, String line, String changed) {
    try {
      Path folder = root.resolve("specs/StreamPool");
      copy(Workspace.find().specs().resolve("StreamPool"), folder);
      shorten(folder.resolve("manifest.json"));
      Path module = folder.resolve("StreamPool.tla");
      String text = Files.readString(module);
      if (!text.contains(line)) {
        throw new AssertionError(module + " has no " + line);
      }
      Files.writeString(module, text.replace(line, changed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Workspace workspace = new Workspace(root);
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    Verify.Request request =
        new Verify.Request(
            workspace, workspace.manifests(null), TierSet.SMALL, present(), 2, false, null);
    return new SmallRun(workspace, new Verify(request, nowhere, nowhere).run());
  }

  static List<EngineUnderTest> present() {
    return Engines.named(null).stream().filter(engine -> engine.absence().isEmpty()).toList();
  }

  Path file(String name) {
    return workspace.output().resolve(name);
  }

  String text(String name) {
    try {
      return Files.readString(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number of the first line that begins so. */
  int lineOf(String start) {
    try {
      List<String> lines =
          Files.readAllLines(workspace.specs().resolve("StreamPool/StreamPool.tla"));
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).startsWith(start)) {
          return i + 1;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("no line begins with " + start);
  }

  private static void shorten(Path file) throws IOException {
    ObjectNode manifest = (ObjectNode) JSON.readTree(file.toFile());
    keep((ArrayNode) manifest.path("models"), Set.of(MODEL));
    keep((ArrayNode) manifest.path("faults"), FAULTS);
    JSON.writeValue(file.toFile(), manifest);
  }

  private static void keep(ArrayNode entries, Set<String> names) {
    List<Integer> others = new ArrayList<>();
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (!names.contains(entries.get(i).path("name").asText())) {
        others.add(i);
      }
    }
    others.forEach(index -> entries.remove((int) index));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
