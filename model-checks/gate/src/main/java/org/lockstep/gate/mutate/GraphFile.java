package org.lockstep.gate.mutate;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.gate.engine.Target;
import org.lockstep.kit.manifest.Entry;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Value;

/**
 * A replayed model in a file, for the processes in which mutants run: they come and go, and need
 * not ask TLC again each time. Read by the same build that wrote it.
 */
final class GraphFile {
  private GraphFile() {}

  static void write(ReplayTarget replayed, Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
      StateGraph graph = replayed.graph();
      Manifest manifest = replayed.target().manifest();
      out.writeUTF(manifest.folder().resolve("manifest.json").toString());
      out.writeUTF(replayed.target().name());
      List<String> names = graph.state(0).names();
      out.writeInt(names.size());
      for (String name : names) {
        out.writeUTF(name);
      }
      out.writeInt(graph.nodeCount());
      for (int node = 0; node < graph.nodeCount(); node++) {
        for (Value value : graph.state(node).values()) {
          ValueCodec.write(value, out);
        }
      }
      writeInts(graph.initial(), out);
      out.writeInt(graph.labels().size());
      for (Label label : graph.labels()) {
        out.writeUTF(label.action());
        ValueCodec.write(Value.seq(label.args()), out);
      }
      out.writeInt(graph.edgeCount());
      for (int edge = 0; edge < graph.edgeCount(); edge++) {
        out.writeInt(graph.source(edge));
        out.writeInt(graph.target(edge));
        out.writeInt(graph.labelId(edge));
      }
      out.writeInt(replayed.paths().size());
      for (org.lockstep.kit.model.Path path : replayed.paths()) {
        out.writeInt(path.start());
        writeInts(path.edges(), out);
      }
    }
  }

  static ReplayTarget read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      Manifest manifest = Manifest.read(Path.of(in.readUTF()));
      Target target = new Target(manifest, entry(manifest, in.readUTF()));
      StateGraph graph = readGraph(in);
      int count = in.readInt();
      List<org.lockstep.kit.model.Path> paths = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        paths.add(new org.lockstep.kit.model.Path(in.readInt(), readInts(in)));
      }
      return new ReplayTarget(target, graph, paths);
    }
  }

  private static Entry entry(Manifest manifest, String name) {
    return manifest.models().stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException(manifest.module() + " has no model " + name + " now"));
  }

  private static StateGraph readGraph(DataInputStream in) throws IOException {
    String[] names = new String[in.readInt()];
    for (int i = 0; i < names.length; i++) {
      names[i] = in.readUTF();
    }
    List<String> variables = Arrays.asList(names);
    StateGraph.Builder graph = new StateGraph.Builder();
    // Of each variable's values there are few: kept once, a big graph takes a fraction of the room.
    Map<Value, Value> known = new HashMap<>();
    int nodes = in.readInt();
    for (int node = 0; node < nodes; node++) {
      List<Value> values = new ArrayList<>(names.length);
      for (int i = 0; i < names.length; i++) {
        values.add(known.computeIfAbsent(ValueCodec.read(in), value -> value));
      }
      State state = new State(variables, values);
      graph.node(node, () -> state);
    }
    for (int node : readInts(in)) {
      graph.initial(node);
    }
    Label[] labels = new Label[in.readInt()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = new Label(in.readUTF(), ((Value.Seq) ValueCodec.read(in)).elements());
    }
    int edges = in.readInt();
    for (int edge = 0; edge < edges; edge++) {
      graph.edge(in.readInt(), in.readInt(), labels[in.readInt()]);
    }
    return graph.build();
  }

  private static void writeInts(int[] values, DataOutputStream out) throws IOException {
    out.writeInt(values.length);
    for (int value : values) {
      out.writeInt(value);
    }
  }

  private static int[] readInts(DataInputStream in) throws IOException {
    int[] values = new int[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readInt();
    }
    return values;
  }
}
