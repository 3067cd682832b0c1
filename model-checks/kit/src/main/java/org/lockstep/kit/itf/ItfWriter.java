package org.lockstep.kit.itf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.model.Value;

/**
 * Turns a trace into ITF. The format has no model values: they are written as strings, and the head
 * of the file lists which strings they are, so that other tools read plain ITF and we read back
 * what we wrote.
 */
final class ItfWriter {
  private final ObjectMapper mapper;
  private final Path file;
  private final Set<String> modelValues = new TreeSet<>();
  private final Set<String> strings = new TreeSet<>();

  ItfWriter(ObjectMapper mapper, Path file) {
    this.mapper = mapper;
    this.file = file;
  }

  JsonNode tree(Trace trace) throws ItfException {
    ArrayNode states = mapper.createArrayNode();
    for (int i = 0; i < trace.states().size(); i++) {
      states.add(state(trace, i));
    }
    ObjectNode meta = mapper.createObjectNode();
    meta.put("format", "ITF");
    meta.put("format-description", "https://apalache-mc.org/docs/adr/015adr-trace.html");
    for (Map.Entry<String, String> entry : trace.meta().entrySet()) {
      if (!Names.RESERVED.contains(entry.getKey())) {
        meta.put(entry.getKey(), entry.getValue());
      }
    }
    if (trace.labels().size() == trace.states().size()) {
      meta.set(Names.LOOP_STEP, step(trace.labels().get(trace.labels().size() - 1)));
    }
    ObjectNode root = mapper.createObjectNode();
    root.set(Names.META, meta);
    ArrayNode vars = root.putArray(Names.VARS);
    trace.states().get(0).names().forEach(vars::add);
    root.set(Names.STATES, states);
    if (trace.isLasso()) {
      root.put(Names.LOOP, trace.loopTo());
    }
    for (String name : modelValues) {
      if (strings.contains(name)) {
        throw new ItfException(
            file
                + ": \""
                + name
                + "\" is a string and the name of a model value; ITF cannot tell them apart, rename one");
      }
    }
    ArrayNode models = meta.putArray(Names.MODEL_VALUES);
    modelValues.forEach(models::add);
    return root;
  }

  private ObjectNode state(Trace trace, int index) throws ItfException {
    State state = trace.states().get(index);
    if (!state.names().equals(trace.states().get(0).names())) {
      throw new ItfException(
          file
              + ": state "
              + index
              + " has the variables "
              + state.names()
              + ", the first one "
              + trace.states().get(0).names());
    }
    ObjectNode node = mapper.createObjectNode();
    ObjectNode meta =
        index > 0 && !trace.labels().isEmpty()
            ? step(trace.labels().get(index - 1))
            : mapper.createObjectNode();
    meta.put(Names.INDEX, index);
    node.set(Names.META, meta);
    for (int i = 0; i < state.names().size(); i++) {
      node.set(state.names().get(i), value(state.values().get(i)));
    }
    return node;
  }

  private ObjectNode step(Label label) {
    ObjectNode node = mapper.createObjectNode();
    node.put(Names.ACTION, label.action());
    ArrayNode args = node.putArray(Names.ARGS);
    label.args().forEach(arg -> args.add(value(arg)));
    return node;
  }

  private JsonNode value(Value value) {
    if (value instanceof Value.Int) {
      return IntNode.valueOf(((Value.Int) value).value());
    }
    if (value instanceof Value.Bool) {
      return BooleanNode.valueOf(((Value.Bool) value).value());
    }
    if (value instanceof Value.Str) {
      strings.add(((Value.Str) value).value());
      return TextNode.valueOf(((Value.Str) value).value());
    }
    if (value instanceof Value.Model) {
      modelValues.add(((Value.Model) value).name());
      return TextNode.valueOf(((Value.Model) value).name());
    }
    if (value instanceof Value.Seq) {
      return tagged(Names.TUPLE, ((Value.Seq) value).elements());
    }
    if (value instanceof Value.Set) {
      return tagged(Names.SET, ((Value.Set) value).elements());
    }
    if (value instanceof Value.Rec) {
      return record(((Value.Rec) value).fields());
    }
    ObjectNode node = mapper.createObjectNode();
    ArrayNode pairs = node.putArray(Names.MAP);
    ((Value.Fun) value)
        .entries()
        .forEach((key, entry) -> pairs.addArray().add(value(key)).add(value(entry)));
    return node;
  }

  private ObjectNode tagged(String tag, Iterable<Value> elements) {
    ObjectNode node = mapper.createObjectNode();
    ArrayNode array = node.putArray(tag);
    elements.forEach(element -> array.add(value(element)));
    return node;
  }

  private ObjectNode record(Map<String, Value> fields) {
    ObjectNode node = mapper.createObjectNode();
    if (fields.keySet().stream().anyMatch(name -> name.startsWith("#"))) {
      ArrayNode pairs = node.putArray(Names.MAP);
      fields.forEach(
          (name, field) -> pairs.addArray().add(value(Value.of(name))).add(value(field)));
    } else {
      fields.forEach((name, field) -> node.set(name, value(field)));
    }
    return node;
  }
}
