package org.lockstep.kit.jqwik;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.StateGraph;

/**
 * Shrinks a path by dropping its end and by cutting out what lies between two visits of one node.
 */
final class ShrinkablePath implements Shrinkable<Path> {
  private final StateGraph graph;
  private final Path path;

  ShrinkablePath(StateGraph graph, Path path) {
    this.graph = graph;
    this.path = path;
  }

  @Override
  public Path value() {
    return path;
  }

  /**
   * Big cuts first: half, then loops from the longest, then ever more of the path but its last
   * step.
   */
  @Override
  public Stream<Shrinkable<Path>> shrink() {
    int length = path.length();
    Stream<Path> halves =
        Stream.iterate(length / 2, cut -> cut > 0, cut -> cut / 2)
            .map(cut -> path.prefix(length - cut));
    Stream<Path> loops = IntStream.range(0, length).boxed().flatMap(span -> cuts(length - span));
    return Stream.concat(
            Stream.concat(halves, loops),
            length > 0 ? Stream.of(path.prefix(length - 1)) : Stream.empty())
        .distinct()
        .map(shorter -> new ShrinkablePath(graph, shorter));
  }

  /** The paths without a loop of exactly {@code span} steps. */
  private Stream<Path> cuts(int span) {
    return IntStream.rangeClosed(0, path.length() - span)
        .filter(from -> node(from) == node(from + span))
        .mapToObj(
            from -> {
              int[] edges = new int[path.length() - span];
              int[] whole = path.edges();
              System.arraycopy(whole, 0, edges, 0, from);
              System.arraycopy(whole, from + span, edges, from, whole.length - from - span);
              return new Path(path.start(), edges);
            });
  }

  private int node(int position) {
    return position == 0 ? path.start() : graph.target(path.edge(position - 1));
  }

  @Override
  public ShrinkingDistance distance() {
    return ShrinkingDistance.of(path.length());
  }
}
