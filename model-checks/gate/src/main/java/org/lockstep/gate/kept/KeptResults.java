package org.lockstep.gate.kept;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Results that were as promised, one file for each, named by its key. A failure is never kept: it
 * is looked for again.
 */
public final class KeptResults {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final boolean reuse;

  /**
   * @param reuse whether earlier results count; results are kept in either case
   */
  public KeptResults(Path folder, boolean reuse) {
    this.folder = folder;
    this.reuse = reuse;
  }

  /** The result kept under this key. A file that cannot be read is no result. */
  public <T> Optional<T> find(String key, Class<T> type) {
    Path file = file(key);
    if (!reuse || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readString(file, StandardCharsets.UTF_8), type));
    } catch (JsonProcessingException cutOrOfAnotherVersion) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Keeps a result, whole or not at all. */
  public void keep(String key, Object result) {
    try {
      Files.createDirectories(folder);
      Path half = Files.createTempFile(folder, "result", ".part");
      try {
        Files.writeString(half, JSON.writeValueAsString(result), StandardCharsets.UTF_8);
        Files.move(
            half, file(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(half);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep a result in " + folder, e);
    }
  }

  private Path file(String key) {
    return folder.resolve(key + ".json");
  }
}
