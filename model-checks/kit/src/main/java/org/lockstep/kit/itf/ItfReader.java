package org.lockstep.kit.itf;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.model.Value;

/**
 * Turns an ITF document into a trace; every complaint names the file and the JSON pointer of the
 * offending part.
 */
final class ItfReader {
  private final Path file;
  private final Set<String> modelValues = new HashSet<>();

  ItfReader(Path file) {
    this.file = file;
  }

  Trace trace(JsonNode root) throws ItfException {
    require(root.isObject(), "", "an object with \"vars\" and \"states\"", root);
    JsonNode meta = root.path(Names.META);
    for (JsonNode name : meta.path(Names.MODEL_VALUES)) {
      modelValues.add(name.asText());
    }
    List<String> names = names(root.path(Names.VARS));
    JsonNode nodes = root.path(Names.STATES);
    require(nodes.isArray() && nodes.size() > 0, "/states", "a non-empty array of states", nodes);
    List<State> states = new ArrayList<>();
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      String place = "/states/" + i;
      states.add(state(nodes.get(i), names, place));
      JsonNode step = nodes.get(i).path(Names.META);
      if (i > 0 && step.has(Names.ACTION)) {
        require(
            labels.size() == i - 1,
            place + "/#meta/action",
            "no action here, since an earlier state names none",
            step);
        labels.add(label(step, place + "/#meta"));
      } else {
        require(
            i == 0 || labels.isEmpty(),
            place + "/#meta/action",
            "the action that led here, as in earlier states",
            step);
      }
    }
    int loop = Trace.NO_LOOP;
    if (root.has(Names.LOOP)) {
      JsonNode node = root.get(Names.LOOP);
      require(
          node.isInt() && node.intValue() >= 0 && node.intValue() < states.size(),
          "/loop",
          "the index of a state",
          node);
      loop = node.intValue();
    }
    if (loop >= 0 && meta.has(Names.LOOP_STEP)) {
      labels.add(label(meta.get(Names.LOOP_STEP), "/#meta/" + Names.LOOP_STEP));
    }
    return new Trace(states, labels, loop, notes(meta));
  }

  private List<String> names(JsonNode vars) throws ItfException {
    require(vars.isArray() && vars.size() > 0, "/vars", "a non-empty array of names", vars);
    List<String> names = new ArrayList<>();
    for (JsonNode name : vars) {
      require(name.isTextual(), "/vars/" + names.size(), "the name of a variable", name);
      names.add(name.textValue());
    }
    return List.copyOf(names);
  }

  private State state(JsonNode node, List<String> names, String place) throws ItfException {
    require(node.isObject(), place, "a state", node);
    List<Value> values = new ArrayList<>();
    for (String name : names) {
      require(node.has(name), place, "a value for the variable " + name, node);
      values.add(value(node.get(name), place + "/" + name));
    }
    for (Iterator<String> keys = node.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      require(
          key.startsWith("#") || names.contains(key),
          place + "/" + key,
          "one of the variables " + names,
          node);
    }
    return new State(names, values);
  }

  private Label label(JsonNode node, String place) throws ItfException {
    JsonNode action = node.path(Names.ACTION);
    require(
        action.isTextual() && !action.textValue().isEmpty(),
        place + "/action",
        "the name of an action",
        action);
    JsonNode args = node.path(Names.ARGS);
    require(args.isMissingNode() || args.isArray(), place + "/args", "an array of values", args);
    return new Label(action.textValue(), values(args, place + "/args"));
  }

  private List<Value> values(JsonNode array, String place) throws ItfException {
    List<Value> values = new ArrayList<>();
    for (JsonNode element : array) {
      values.add(value(element, place + "/" + values.size()));
    }
    return values;
  }

  private Value value(JsonNode node, String place) throws ItfException {
    if (node.isBoolean()) {
      return Value.of(node.booleanValue());
    }
    if (node.isTextual()) {
      return modelValues.contains(node.textValue())
          ? Value.model(node.textValue())
          : Value.of(node.textValue());
    }
    if (node.isIntegralNumber()) {
      require(node.canConvertToInt(), place, "an integer of 32 bits", node);
      return Value.of(node.intValue());
    }
    if (node.isArray()) {
      return Value.seq(values(node, place));
    }
    require(node.isObject(), place, "a value", node);
    if (node.has(Names.BIG_INT)) {
      return bigInt(node, place);
    }
    if (node.has(Names.TUPLE)) {
      return Value.seq(values(array(node, Names.TUPLE, place), place + "/#tup"));
    }
    if (node.has(Names.SET)) {
      return Value.set(values(array(node, Names.SET, place), place + "/#set"));
    }
    return node.has(Names.MAP)
        ? map(array(node, Names.MAP, place), place + "/#map")
        : record(node, place);
  }

  private Value bigInt(JsonNode node, String place) throws ItfException {
    String text = node.get(Names.BIG_INT).asText();
    try {
      return Value.of(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      throw new ItfException(
          file + " at " + place + ": expected an integer of 32 bits but found " + text, e);
    }
  }

  private Value map(JsonNode pairs, String place) throws ItfException {
    Map<Value, Value> entries = new HashMap<>();
    for (int i = 0; i < pairs.size(); i++) {
      JsonNode pair = pairs.get(i);
      require(pair.isArray() && pair.size() == 2, place + "/" + i, "a pair [key, value]", pair);
      Value key = value(pair.get(0), place + "/" + i + "/0");
      require(
          entries.put(key, value(pair.get(1), place + "/" + i + "/1")) == null,
          place + "/" + i,
          "each key once",
          pair);
    }
    return Value.fun(entries);
  }

  private Value record(JsonNode node, String place) throws ItfException {
    Map<String, Value> fields = new HashMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      require(
          !field.getKey().startsWith("#"),
          place + "/" + field.getKey(),
          "one of #bigint, #tup, #set, #map or a field name",
          node);
      fields.put(field.getKey(), value(field.getValue(), place + "/" + field.getKey()));
    }
    return Value.rec(fields);
  }

  private JsonNode array(JsonNode node, String tag, String place) throws ItfException {
    require(
        node.size() == 1 && node.get(tag).isArray(),
        place + "/" + tag,
        "an array and nothing beside it",
        node);
    return node.get(tag);
  }

  private static Map<String, String> notes(JsonNode meta) {
    Map<String, String> notes = new HashMap<>();
    for (Map.Entry<String, JsonNode> note : meta.properties()) {
      if (!Names.RESERVED.contains(note.getKey())) {
        notes.put(
            note.getKey(),
            note.getValue().isValueNode() ? note.getValue().asText() : note.getValue().toString());
      }
    }
    return notes;
  }

  private void require(boolean condition, String place, String expected, JsonNode found)
      throws ItfException {
    if (!condition) {
      String text = found.isMissingNode() ? "nothing" : found.toString();
      throw new ItfException(
          file
              + " at "
              + (place.isEmpty() ? "the top" : place)
              + ": expected "
              + expected
              + " but found "
              + (text.length() > 80 ? text.substring(0, 80) + "..." : text));
    }
  }
}
