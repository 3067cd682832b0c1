package org.lockstep.gate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.check.ProgressBoard;
import org.lockstep.gate.graph.Dot;
import org.lockstep.gate.graph.Svg;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.tlc.Exploration;
import org.lockstep.kit.tlc.Outcome;
import org.lockstep.kit.tlc.Tlc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lockstep graph}. */
@Command(
    name = "graph",
    description = "Counts the states, transitions and actions of a model; draws small graphs.",
    mixinStandardHelpOptions = true)
final class GraphCommand implements Callable<Integer> {
  private static final int MOST_DRAWN = 300;

  @Parameters(paramLabel = "SPEC", description = "A .tla file.")
  private Path what = Path.of("");

  @Option(
      names = "--config",
      paramLabel = "CFG",
      description = "The cfg; by default the one named like the module.")
  private @Nullable Path config;

  @Option(names = "--dot", paramLabel = "FILE", description = "Writes the graph for Graphviz.")
  private @Nullable Path dot;

  @Option(names = "--svg", paramLabel = "FILE", description = "Writes a drawing of the graph.")
  private @Nullable Path svg;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Output output = Output.of(spec);
    Specification specification = Specification.of(what, config);
    ProgressBoard board = new ProgressBoard(output.err());
    Exploration found =
        Tlc.explore(
            specification
                .request()
                .onProgress(progress -> board.show(specification.name(), progress)));
    board.clear(specification.name());
    StateGraph graph = found.graph();
    if (graph == null || found.result().outcome() != Outcome.HELD) {
      output
          .err()
          .println(
              "lockstep: no graph of " + specification.name() + ": " + found.result().summary());
      return (found.result().outcome().isViolation() ? ExitCode.VIOLATED : ExitCode.UNUSABLE)
          .code();
    }
    print(found, graph, output.out());
    if ((dot != null || svg != null) && graph.nodeCount() > MOST_DRAWN) {
      throw new UnusableInput(
          "a drawing of "
              + graph.nodeCount()
              + " states shows nothing; the most is "
              + MOST_DRAWN
              + ": choose smaller bounds");
    }
    write(dot, dot == null ? "" : Dot.of(graph, specification.name()), output.out());
    write(svg, svg == null ? "" : Svg.of(graph, specification.name()), output.out());
    return ExitCode.HELD.code();
  }

  private static void print(Exploration found, StateGraph graph, PrintWriter out) {
    out.printf(
        "%d states (%d initial), %d transitions, depth %d%n",
        graph.nodeCount(), graph.initial().length, graph.edgeCount(), found.result().depth());
    found
        .result()
        .actions()
        .forEach(
            (action, count) ->
                out.printf(
                    "%10d  %s%s%n",
                    count.generated(), action, count.generated() == 0 ? "  (never taken)" : ""));
  }

  private static void write(@Nullable Path file, String text, PrintWriter out) throws IOException {
    if (file != null) {
      Files.writeString(file, text, StandardCharsets.UTF_8);
      out.println("Wrote " + file);
    }
  }
}
