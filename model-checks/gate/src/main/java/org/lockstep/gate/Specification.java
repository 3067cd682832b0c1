package org.lockstep.gate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.check.TraceFiles;
import org.lockstep.kit.manifest.CollectionManifest;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.tlc.CheckRequest;

/** A module with its cfg, as a user names them. */
record Specification(Path module, Path cfg) {
  static Specification of(Path module, @Nullable Path cfg) {
    String name = String.valueOf(module.getFileName());
    if (!name.endsWith(".tla")) {
      throw new UnusableInput(
          "expected a .tla file"
              + (Files.isDirectory(module) ? ", found a folder: " : ": ")
              + module);
    }
    if (!Files.isRegularFile(module)) {
      throw new UnusableInput("there is no file " + module);
    }
    Path beside =
        module.resolveSibling(name.substring(0, name.length() - ".tla".length()) + ".cfg");
    Path used = cfg == null ? beside : cfg;
    if (!Files.isRegularFile(used)) {
      throw new UnusableInput(
          "there is no file " + used + (cfg == null ? "; name the cfg with --config" : ""));
    }
    return new Specification(module, used);
  }

  String name() {
    String file = String.valueOf(cfg.getFileName());
    return file.endsWith(".cfg") ? file.substring(0, file.length() - ".cfg".length()) : file;
  }

  /**
   * A fault's module in {@code bugs} extends modules of the folder above; one of ours may refine
   * that of a folder beside.
   */
  CheckRequest request() {
    CheckRequest request = CheckRequest.of(module, cfg).cfgDecidesDeadlock(!isOwn());
    Path folder = module.toAbsolutePath().normalize().getParent();
    Path above = folder == null ? null : folder.getParent();
    if (folder != null && folder.endsWith("bugs") && above != null) {
      request = request.searching(above);
      folder = above;
    }
    return folder != null && isOwn() ? request.searchingBeside(folder) : request;
  }

  /** Below the checkout for its own specifications, else below the current folder. */
  Path output() {
    String named = System.getProperty("lockstep.root");
    Path root = named != null && isBelow(named) ? Path.of(named) : Path.of("").toAbsolutePath();
    return root.resolve("target").resolve("lockstep");
  }

  /** Whether the rules of this checkout apply; what others wrote is taken as it is. */
  private boolean isOwn() {
    String named = System.getProperty("lockstep.root");
    return named != null && isBelow(named);
  }

  private boolean isBelow(String root) {
    return module.toAbsolutePath().normalize().startsWith(root);
  }

  /**
   * What a saved trace has to say so that it can be replayed: which entry of a manifest this is.
   */
  Map<String, String> meta() {
    Path used = cfg.toAbsolutePath().normalize();
    for (Path folder = used.getParent(); folder != null; folder = folder.getParent()) {
      Path file = folder.resolve("manifest.json");
      if (Files.isRegularFile(file)) {
        return CollectionManifest.isOne(file) ? Map.of() : meta(Manifest.read(file), used);
      }
      if (!folder.endsWith("bugs")) {
        break;
      }
    }
    return Map.of();
  }

  private static Map<String, String> meta(Manifest manifest, Path used) {
    return manifest.entries().stream()
        .filter(entry -> manifest.folder().resolve(entry.cfg()).equals(used))
        .findFirst()
        .map(entry -> Map.of(TraceFiles.MODULE, manifest.module(), TraceFiles.MODEL, entry.name()))
        .orElse(Map.of());
  }
}
