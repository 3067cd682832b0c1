package org.lockstep.kit.itf;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.lockstep.kit.model.Trace;

/** Reads and writes {@link Trace}s as ITF JSON. */
public final class Itf {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private Itf() {}

  /** Writes the whole file or nothing: readers never see half a trace. */
  public static void write(Path file, Trace trace) throws IOException {
    byte[] json =
        MAPPER
            .writerWithDefaultPrettyPrinter()
            .writeValueAsBytes(new ItfWriter(MAPPER, file).tree(trace));
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null) {
      throw new ItfException(file + " is not the name of a file");
    }
    Files.createDirectories(folder);
    Path unfinished = Files.createTempFile(folder, ".trace", ".part");
    try {
      Files.write(unfinished, json);
      moveInto(unfinished, target);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void moveInto(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      throw new ItfException(
          to + ": this file system cannot replace a file in one step; write the trace elsewhere",
          e);
    }
  }

  public static Trace read(Path file) throws IOException {
    JsonNode root;
    try {
      root = MAPPER.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new ItfException(
          file
              + ", line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ": not a whole JSON document ("
              + e.getOriginalMessage()
              + ")",
          e);
    }
    return new ItfReader(file).trace(root);
  }
}
