package org.lockstep.gate.mutate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.engine.Target;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Value;

/** What one process writes down of a model, another reads. */
class GraphFileTest {
  @TempDir Path folder = Path.of("");

  private static State state(int x) {
    return new State(List.of("x", "y"), List.of(Value.of(x), Value.set(Value.of("a"))));
  }

  @Test
  void everyKindOfValueComesBack() throws IOException {
    Value all =
        Value.seq(
            Value.of(-7),
            Value.of(true),
            Value.of("text"),
            Value.model("m"),
            Value.seq(),
            Value.set(Value.of(2), Value.of(1)),
            Value.rec(Map.of("field", Value.of(false))),
            Value.fun(Map.of(Value.model("t"), Value.of(3))));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ValueCodec.write(all, new DataOutputStream(bytes));
    byte[] written = bytes.toByteArray();
    assertEquals(all, ValueCodec.read(new DataInputStream(new ByteArrayInputStream(written))));
    written[0] = 99;
    assertThrows(
        IOException.class,
        () -> ValueCodec.read(new DataInputStream(new ByteArrayInputStream(written))));
  }

  @Test
  void aGraphComesBackWithItsNumbers() throws IOException {
    StateGraph.Builder builder = new StateGraph.Builder();
    for (int x = 0; x < 3; x++) {
      int number = x;
      builder.node(x + 10L, () -> state(number));
    }
    builder.initial(0);
    builder.edge(0, 1, Label.of("Step", Value.model("a")));
    builder.edge(1, 2, Label.of("Step", Value.model("b")));
    builder.edge(0, 2, Label.of("Jump"));
    StateGraph graph = builder.build();
    Manifest manifest = Workspace.find().manifest("StreamPool");
    Target target = new Target(manifest, manifest.models().get(0));
    var paths = List.of(new org.lockstep.kit.model.Path(0, new int[] {0, 2}));

    Path file = folder.resolve("graph");
    GraphFile.write(new ReplayTarget(target, graph, paths), file);
    ReplayTarget read = GraphFile.read(file);

    assertEquals(target.toString(), read.target().toString());
    assertEquals(paths, read.paths());
    assertEquals(Set.copyOf(graph.labels()), Set.copyOf(read.graph().labels()));
    assertEquals(graph.edgeCount(), read.graph().edgeCount());
    for (int edge = 0; edge < graph.edgeCount(); edge++) {
      assertEquals(graph.source(edge), read.graph().source(edge));
      assertEquals(graph.target(edge), read.graph().target(edge));
      assertEquals(graph.label(edge), read.graph().label(edge));
    }
    for (int node = 0; node < graph.nodeCount(); node++) {
      assertEquals(graph.state(node), read.graph().state(node));
    }
  }
}
