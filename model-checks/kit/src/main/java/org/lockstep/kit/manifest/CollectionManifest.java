package org.lockstep.kit.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;

/**
 * A manifest in the form of the tlaplus/Examples collection: one per specification, or the earlier
 * one for all of them.
 */
public record CollectionManifest(Path file, List<CollectionModel> models) {
  public CollectionManifest {
    models = List.copyOf(models);
  }

  /** Whether a file is a manifest of a collection, not one of Lockstep's own; told by its keys. */
  public static boolean isOne(Path file) {
    JsonNode root = ManifestReader.parse(file);
    if (root.has("module")) {
      return false;
    }
    if (root.has("modules") || root.has("specifications")) {
      return true;
    }
    throw new ManifestException(
        file,
        "",
        "neither a manifest of Lockstep (it has the key \"module\") nor one of a collection as"
            + " tlaplus/Examples has them (\"modules\", or \"specifications\")");
  }

  /** Reads such a manifest strictly: whatever is unknown, missing or contradictory is an error. */
  public static CollectionManifest read(Path file) {
    return new CollectionManifest(file, new CollectionReader(file).read());
  }
}
