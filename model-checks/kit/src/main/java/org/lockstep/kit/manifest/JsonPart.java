package org.lockstep.kit.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A place in a JSON file that knows its pointer, so that every complaint can name it. */
record JsonPart(Path file, String pointer, JsonNode node) {

  ManifestException problem(String text) {
    return new ManifestException(file, pointer, text);
  }

  /** Requires an object with these keys and no others. */
  JsonPart object(Set<String> required, Set<String> optional) {
    requireObject();
    Set<String> allowed = new TreeSet<>(required);
    allowed.addAll(optional);
    Iterator<String> names = node.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (!allowed.contains(name)) {
        throw child(name).problem("unknown key; allowed here are " + allowed);
      }
    }
    for (String name : required) {
      if (!node.has(name)) {
        throw problem(
            "the key \"" + name + "\" is missing; required here are " + new TreeSet<>(required));
      }
    }
    return this;
  }

  private void requireObject() {
    if (!node.isObject()) {
      throw problem("expected an object, found " + node.getNodeType());
    }
  }

  JsonPart child(String name) {
    String escaped = name.replace("~", "~0").replace("/", "~1");
    return new JsonPart(file, pointer + "/" + escaped, node.path(name));
  }

  /**
   * The child, or null if the key is not there; a JSON null is not the same and is refused by its
   * reader.
   */
  @Nullable JsonPart optional(String name) {
    return node.has(name) ? child(name) : null;
  }

  List<JsonPart> items() {
    if (!node.isArray()) {
      throw problem("expected an array, found " + node.getNodeType());
    }
    List<JsonPart> items = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      items.add(new JsonPart(file, pointer + "/" + i, node.get(i)));
    }
    return items;
  }

  String text() {
    if (!node.isTextual() || node.textValue().isBlank()) {
      throw problem("expected a string that is not empty, found " + node);
    }
    return node.textValue();
  }

  boolean bool() {
    if (!node.isBoolean()) {
      throw problem("expected true or false, found " + node);
    }
    return node.booleanValue();
  }

  /** A number of things. */
  long count() {
    if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
      throw problem("expected a whole number >= 0, found " + node);
    }
    return node.longValue();
  }

  int smallCount() {
    long count = count();
    if (count > Integer.MAX_VALUE) {
      throw problem("expected a number below 2^31, found " + count);
    }
    return (int) count;
  }

  /** Strings without repetition. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (JsonPart item : items()) {
      if (texts.contains(item.text())) {
        throw item.problem("\"" + item.text() + "\" stands here twice");
      }
      texts.add(item.text());
    }
    return texts;
  }

  Map<String, String> textMap() {
    requireObject();
    Map<String, String> map = new LinkedHashMap<>();
    Iterator<String> names = node.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      map.put(name, child(name).text());
    }
    return map;
  }

  Map<String, Long> countMap() {
    requireObject();
    Map<String, Long> map = new LinkedHashMap<>();
    Iterator<String> names = node.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      map.put(name, child(name).count());
    }
    return map;
  }

  /** A constant of an enum, written in lower case with hyphens; only the allowed ones. */
  <E extends Enum<E>> E constant(List<E> allowed) {
    String text = text();
    for (E constant : allowed) {
      if (json(constant).equals(text)) {
        return constant;
      }
    }
    throw problem("\"" + text + "\" is none of " + allowed.stream().map(JsonPart::json).toList());
  }

  static String json(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
