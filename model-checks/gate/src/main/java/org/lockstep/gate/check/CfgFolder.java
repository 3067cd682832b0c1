package org.lockstep.gate.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.lockstep.gate.UnusableInput;
import org.lockstep.kit.manifest.CollectionModel;

/** A folder of cfgs without a manifest: each belongs to the module whose name it begins with. */
public final class CfgFolder {
  private CfgFolder() {}

  /** One model per cfg, each expected to hold. */
  public static List<CollectionModel> models(Path folder) {
    List<Path> modules = files(folder, ".tla");
    List<CollectionModel> models =
        files(folder, ".cfg").stream()
            .map(cfg -> CollectionModel.toHold(module(cfg, modules), cfg))
            .toList();
    if (models.isEmpty()) {
      throw new UnusableInput(
          "nothing to check in " + folder + ": it has neither a manifest.json nor a .cfg file");
    }
    return models;
  }

  private static Path module(Path cfg, List<Path> modules) {
    return modules.stream()
        .filter(module -> name(cfg).startsWith(name(module)))
        .max(Comparator.comparingInt(module -> name(module).length()))
        .orElseThrow(
            () ->
                new UnusableInput(
                    "no module for "
                        + cfg
                        + ": a cfg's name begins with that of its module, and there are "
                        + modules.stream().map(CfgFolder::name).toList()
                        + "; name both: lockstep check MODULE.tla --config "
                        + cfg.getFileName()));
  }

  private static List<Path> files(Path folder, String extension) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(extension)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  private static String name(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.lastIndexOf('.'));
  }
}
