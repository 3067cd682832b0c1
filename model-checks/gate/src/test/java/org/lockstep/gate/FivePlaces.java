package org.lockstep.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lockstep.kit.manifest.Manifest;

/** One name, five places: model, Java class, C++ class, replay test, folder of bugs. */
final class FivePlaces {
  static final Set<String> PLACES = Set.of("model", "java", "native", "replay", "bugs");

  private final Path root;
  private final Path specs;

  FivePlaces(Path root, Path specs) {
    this.root = root;
    this.specs = specs;
  }

  /** What is missing without a reason, and reasons for what is not missing; one line each. */
  List<String> problems() throws IOException {
    List<String> problems = new ArrayList<>();
    try (Stream<Path> folders = Files.list(specs).filter(Files::isDirectory).sorted()) {
      for (Path folder : folders.toList()) {
        problems.addAll(problems(String.valueOf(folder.getFileName()), folder));
      }
    }
    return problems;
  }

  private List<String> problems(String name, Path folder) throws IOException {
    Map<String, Boolean> there = new LinkedHashMap<>();
    there.put("model", Files.isRegularFile(folder.resolve(name + ".tla")));
    there.put("java", hasFile(root.resolve("impl/src/main/java"), name + ".java"));
    there.put("native", hasCppClass(name));
    there.put(
        "replay",
        hasFile(root.resolve("model-checks/gate/src/test/java"), name + "ReplayTest.java"));
    there.put("bugs", Files.isDirectory(folder.resolve("bugs")));
    Path file = folder.resolve("manifest.json");
    Map<String, String> excused =
        Files.isRegularFile(file) ? Manifest.read(file).absent() : Map.of();
    List<String> problems = new ArrayList<>();
    there.forEach(
        (place, found) -> {
          if (!found && !excused.containsKey(place)) {
            problems.add(
                name
                    + " has no "
                    + place
                    + ": write it, or say why not under \"absent\" in "
                    + file);
          } else if (found && excused.containsKey(place)) {
            problems.add(name + " has a " + place + ", but " + file + " excuses its absence");
          }
        });
    excused.keySet().stream()
        .filter(place -> !PLACES.contains(place))
        .forEach(
            place -> problems.add(file + " at /absent/" + place + ": the places are " + PLACES));
    return problems;
  }

  private static boolean hasFile(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.anyMatch(file -> file.endsWith(name));
    }
  }

  private boolean hasCppClass(String name) throws IOException {
    Pattern declared =
        Pattern.compile("\\b(?:class|struct)\\s+" + name + "\\b|\\busing\\s+" + name + "\\s*=");
    try (Stream<Path> headers = Files.list(root.resolve("native/src/main/native/include"))) {
      for (Path header : headers.filter(h -> h.toString().endsWith(".hpp")).toList()) {
        if (declared.matcher(Files.readString(header)).find()) {
          return true;
        }
      }
    }
    return false;
  }
}
