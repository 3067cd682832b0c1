package org.lockstep.kit.manifest;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** Writes manifests, keys always in the same order. */
final class ManifestWriter {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ManifestWriter() {}

  static void write(Manifest manifest, Path file) {
    Path half = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(half, text(manifest));
      Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static String text(Manifest manifest) throws IOException {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    return JSON.writer(printer).writeValueAsString(json(manifest)) + "\n";
  }

  private static ObjectNode json(Manifest manifest) {
    ObjectNode root = JSON.createObjectNode();
    root.put("module", manifest.module());
    ObjectNode variables = root.putObject("variables");
    texts(variables, "abstract", manifest.abstractVariables());
    texts(variables, "history", manifest.historyVariables());
    texts(root, "environment", manifest.environment());
    texts(root, "client", manifest.client());
    ArrayNode models = root.putArray("models");
    for (Model model : manifest.models()) {
      ObjectNode node = entry(models.addObject(), model);
      node.put("tier", JsonPart.json(model.tier()));
      node.put("replay", model.replay());
      if (model.own()) {
        node.put("judge", "own");
      }
      expected(node, model.expected());
      texts(node, "bounds", model.bounds());
      texts(node, "cuts", model.cuts());
      if (!model.actions().isEmpty()) {
        ObjectNode actions = node.putObject("actions");
        model.actions().forEach(actions::put);
      }
    }
    ArrayNode faults = root.putArray("faults");
    for (Fault fault : manifest.faults()) {
      ObjectNode node = entry(faults.addObject(), fault);
      expected(node, fault.expected());
      texts(node, "engines", fault.engines());
      texts(node, "notOn", fault.notOn());
      texts(node, "unseen", fault.unseen());
      node.put("harm", fault.harm());
    }
    texts(root, "absent", manifest.absent());
    texts(root, "survivors", manifest.survivors());
    texts(root, "unkilled", manifest.unkilled());
    return root;
  }

  private static ObjectNode entry(ObjectNode node, Entry entry) {
    return node.put("name", entry.name()).put("module", entry.module()).put("cfg", entry.cfg());
  }

  private static void expected(ObjectNode node, Expected expected) {
    node.put("expect", JsonPart.json(expected.outcome()));
    if (expected.violates() != null) {
      node.put("violates", expected.violates());
    }
    if (expected.generated() != null) {
      node.put("generated", expected.generated());
    }
    if (expected.distinct() != null) {
      node.put("distinct", expected.distinct());
    }
    if (expected.depth() != null) {
      node.put("depth", expected.depth());
    }
    if (expected.traceLength() != null) {
      node.put("traceLength", expected.traceLength());
    }
    if (expected.measuredOn() != null) {
      node.put("measuredOn", expected.measuredOn());
    }
  }

  private static void texts(ObjectNode node, String key, List<String> texts) {
    ArrayNode array = node.putArray(key);
    texts.forEach(array::add);
  }

  /** Empty maps are optional everywhere and are left out. */
  private static void texts(ObjectNode node, String key, Map<String, String> texts) {
    if (!texts.isEmpty()) {
      ObjectNode object = node.putObject(key);
      texts.forEach(object::put);
    }
  }
}
