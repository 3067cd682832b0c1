package org.lockstep.kit.manifest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads manifests of collections; keys that only earlier forms have may be there or not. */
final class CollectionReader {
  private static final Set<String> COUNTS = Set.of("distinctStates", "totalStates", "stateDepth");
  private static final String SEARCH = "exhaustive search";
  private static final List<String> MODES = List.of(SEARCH, "generate", "symbolic");

  /** Needs a switch that the TLC here does not have. */
  private static final String COMPOSITION = "action composition";

  private static final Set<String> FEATURES = Set.of("pluscal", "proof", COMPOSITION);

  private static final Pattern LATER_SECTION =
      Pattern.compile("(?m)^\\s*(ALIAS|POSTCONDITION|PERIODIC|_\\w+)\\b");

  private final Path file;
  private final List<CollectionModel> models = new ArrayList<>();

  CollectionReader(Path file) {
    this.file = file.toAbsolutePath().normalize();
  }

  List<CollectionModel> read() {
    JsonPart root = new JsonPart(file, "", ManifestReader.parse(file));
    JsonPart all = root.optional("specifications");
    if (all == null) {
      specification(root);
    } else {
      root.object(Set.of("specifications"), Set.of());
      all.items().forEach(this::specification);
    }
    return models;
  }

  private void specification(JsonPart part) {
    part.object(
        Set.of("sources", "authors", "tags", "modules"), Set.of("path", "title", "description"));
    for (String list : List.of("sources", "authors", "tags")) {
      part.child(list).texts();
    }
    part.child("modules").items().forEach(this::module);
  }

  private void module(JsonPart part) {
    part.object(
        Set.of("path", "features", "models"),
        Set.of("proof", "communityDependencies", "tlaLanguageVersion"));
    List<JsonPart> features = part.child("features").items();
    for (JsonPart feature : features) {
      if (!FEATURES.contains(feature.text())) {
        throw feature.problem("unknown feature; there are " + sorted(FEATURES.stream()));
      }
    }
    boolean composition = features.stream().anyMatch(f -> f.text().equals(COMPOSITION));
    List<JsonPart> items = part.child("models").items();
    if (items.isEmpty()) {
      part.child("path").text(); // nobody runs the module: where it lies does not matter
      return;
    }
    Path module = existing(part.child("path"), ".tla");
    items.forEach(model -> models.add(model(model, module, composition)));
  }

  private CollectionModel model(JsonPart part, Path module, boolean composition) {
    part.object(
        Set.of("path", "runtime", "mode", "result"),
        Set.of("distinctStates", "totalStates", "stateDepth", "workers", "size", "features"));
    String mode = mode(part.child("mode"));
    CollectionResult result = result(part.child("result"));
    if (!mode.equals(SEARCH) || result != CollectionResult.SUCCESS) {
      COUNTS.stream()
          .filter(key -> part.node().has(key))
          .findFirst()
          .ifPresent(
              key -> {
                throw part.child(key)
                    .problem("only an exhaustive search that succeeds has counts; leave this out");
              });
    }
    Path cfg = existing(part.child("path"), ".cfg");
    String unsupported =
        !mode.equals(SEARCH)
            ? "mode \"" + mode + "\" is not run here, only \"" + SEARCH + "\""
            : composition
                ? "the feature \"" + COMPOSITION + "\" is not in this TLC"
                : unknownSection(cfg);
    JsonPart distinct = part.optional("distinctStates");
    JsonPart total = part.optional("totalStates");
    JsonPart depth = part.optional("stateDepth");
    return new CollectionModel(
        part.child("path").text(),
        module,
        cfg,
        runtime(part.child("runtime")),
        unsupported,
        result,
        distinct == null ? null : (Long) distinct.count(),
        total == null ? null : (Long) total.count(),
        depth == null ? null : (Integer) depth.smallCount(),
        hasOneWorker(part.optional("workers")));
  }

  /** By default a collection uses as many workers as there are cores. */
  private static boolean hasOneWorker(@Nullable JsonPart workers) {
    if (workers == null || (workers.node().isTextual() && workers.text().equals("auto"))) {
      return false;
    }
    if (workers.smallCount() < 1) {
      throw workers.problem("expected a number of workers >= 1, or \"auto\"");
    }
    return workers.smallCount() == 1;
  }

  private static String mode(JsonPart part) {
    if (part.node().isObject()) {
      part.object(Set.of("simulate"), Set.of());
      part.child("simulate").object(Set.of("traceCount"), Set.of()).child("traceCount").count();
      return "simulate";
    }
    String mode = part.text();
    if (!MODES.contains(mode)) {
      throw part.problem(
          "unknown mode \"" + mode + "\"; there are " + MODES + " and {\"simulate\": ...}");
    }
    return mode;
  }

  private static CollectionResult result(JsonPart part) {
    return Stream.of(CollectionResult.values())
        .filter(result -> result.toString().equals(part.text()))
        .findFirst()
        .orElseThrow(
            () ->
                part.problem(
                    "\"" + part.text() + "\" is none of " + List.of(CollectionResult.values())));
  }

  private static @Nullable Duration runtime(JsonPart part) {
    String text = part.text();
    if (text.equals("unknown")) {
      return null;
    }
    if (!text.matches("\\d\\d:\\d\\d:\\d\\d")) {
      throw part.problem("expected hours:minutes:seconds, as in 00:00:30, or \"unknown\"");
    }
    String[] parts = text.split(":");
    return Duration.ofHours(Long.parseLong(parts[0]))
        .plusMinutes(Long.parseLong(parts[1]))
        .plusSeconds(Long.parseLong(parts[2]));
  }

  /** TLC 2.18 would take these words for names, and say something misleading. */
  private static @Nullable String unknownSection(Path cfg) {
    try {
      Matcher section = LATER_SECTION.matcher(Files.readString(cfg));
      return section.find()
          ? "its cfg has the section " + section.group(1) + ", which this TLC does not know"
          : null;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + cfg, e);
    }
  }

  /** Names are relative to the collection's root, of which a folder with a manifest is a part. */
  private Path existing(JsonPart part, String extension) {
    String name = part.text();
    if (!name.endsWith(extension)) {
      throw part.problem("expected the name of a " + extension + " file, found \"" + name + "\"");
    }
    Path folder = file.getParent();
    for (Path root = folder; root != null; root = root.getParent()) {
      Path found = root.resolve(name).normalize();
      if (folder != null && found.startsWith(folder) && Files.isRegularFile(found)) {
        return found;
      }
    }
    throw part.problem(
        "there is no file \"" + name + "\" in or below " + folder + ", from there or from above");
  }

  private static List<String> sorted(Stream<String> texts) {
    return texts.sorted().toList();
  }
}
