package org.lockstep.gate.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lockstep.gate.report.Story;

/** The behaviours as the viewer's script reads them: component names once, states as lists. */
final class StoryJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StoryJson() {}

  static String of(List<Story> stories) {
    ArrayNode all = JSON.createArrayNode();
    stories.forEach(story -> add(all.addObject(), story));
    try {
      // Inside a script element, where "<" could end it.
      return JSON.writeValueAsString(all)
          .replace("<", "\\u003c")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  private static void add(ObjectNode node, Story story) {
    node.put("id", story.id()).put("text", story.text()).put("file", story.file());
    story.lanes().forEach(node.putArray("lanes")::add);
    ArrayNode steps = node.putArray("steps");
    story.steps().forEach(s -> steps.addObject().put("label", s.label()).put("lane", s.lane()));
    Set<String> names = new LinkedHashSet<>();
    for (Story.Column column : story.columns()) {
      column.states().forEach(state -> names.addAll(state.keySet()));
    }
    List<String> keys = new ArrayList<>(names);
    keys.forEach(node.putArray("keys")::add);
    ArrayNode columns = node.putArray("columns");
    for (Story.Column column : story.columns()) {
      ObjectNode each = columns.addObject().put("name", column.name()).put("end", column.end());
      ArrayNode states = each.putArray("states");
      for (Map<String, String> state : column.states()) {
        ArrayNode values = states.addArray();
        keys.forEach(key -> values.add(state.get(key)));
      }
    }
  }
}
