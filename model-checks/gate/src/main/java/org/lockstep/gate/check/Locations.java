package org.lockstep.gate.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.report.Failure;
import org.lockstep.gate.report.Location;
import org.lockstep.kit.manifest.Entry;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.manifest.Model;
import org.lockstep.kit.tlc.Definition;
import org.lockstep.kit.tlc.SpecView;
import org.lockstep.kit.tlc.TlcException;

/** Finds the line of what a failure is about, by the parser's account of the module. */
final class Locations {
  private static final Pattern LINE = Pattern.compile("\\bline (\\d+)(?:, col(?:umn)? (\\d+))?");

  private final Workspace workspace;
  private final List<Manifest> manifests;
  private final Map<Entry, List<Definition>> definitions = new HashMap<>();

  Locations(Workspace workspace, List<Manifest> manifests) {
    this.workspace = workspace;
    this.manifests = manifests;
  }

  Failure locate(Failure failure) {
    Optional<Manifest> manifest =
        manifests.stream().filter(m -> m.module().equals(failure.module())).findFirst();
    return manifest.isEmpty() ? failure : locate(failure, manifest.get());
  }

  private Failure locate(Failure failure, Manifest manifest) {
    // A check of the module as a whole is about what all its models have: any of them will do.
    Optional<Entry> entry =
        manifest.entries().stream()
            .filter(
                failure.entry() == null
                    ? Model.class::isInstance
                    : each -> each.name().equals(failure.entry()))
            .findFirst();
    if (entry.isEmpty()) {
      return failure.at(Location.whole(shown(manifest.file())));
    }
    Optional<Definition> found =
        names(failure)
            .flatMap(
                name ->
                    definitions(manifest, entry.get()).stream()
                        .filter(definition -> definition.name().equals(name)))
            .findFirst();
    if (found.isPresent()) {
      Definition there = found.get();
      Path file = file(manifest, entry.get(), there.module());
      return failure.about(there.name()).at(new Location(shown(file), there.line(), 1));
    }
    return failure.at(inFile(failure, manifest, entry.get()));
  }

  /** What it is known to be about, else the words of the message: one may be defined. */
  private static Stream<String> names(Failure failure) {
    return failure.definition() != null
        ? Stream.of(failure.definition())
        : Arrays.stream(failure.message().split("\\W+")).filter(word -> word.length() > 1);
  }

  /** A message of the parser names the line; other numbers are those of the manifest. */
  private Location inFile(Failure failure, Manifest manifest, Entry entry) {
    Path module = manifest.folder().resolve(entry.module());
    Matcher line = LINE.matcher(failure.message());
    if (failure.rule() == Failure.Rule.NO_VERDICT && line.find()) {
      String column = line.group(2);
      return new Location(
          shown(module),
          Integer.parseInt(line.group(1)),
          column == null ? 1 : Integer.parseInt(column));
    }
    return Location.whole(shown(failure.rule() == Failure.Rule.MODEL ? manifest.file() : module));
  }

  private List<Definition> definitions(Manifest manifest, Entry entry) {
    return definitions.computeIfAbsent(
        entry,
        each -> {
          try {
            return SpecView.of(each.request(manifest)).definitions();
          } catch (TlcException unreadable) {
            return List.of(); // which is a failure of its own
          }
        });
  }

  /** A fault's modules lie beside it, the others beside the manifest. */
  private static Path file(Manifest manifest, Entry entry, String module) {
    return entry.request(manifest).folders().stream()
        .map(folder -> folder.resolve(module + ".tla"))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElse(manifest.moduleFile());
  }

  private String shown(Path file) {
    return workspace.shown(file).replace('\\', '/');
  }
}
