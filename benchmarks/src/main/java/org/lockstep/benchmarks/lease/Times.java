package org.lockstep.benchmarks.lease;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, and the tables of it in Markdown. */
final class Times {
  /** So many threads over so many streams. */
  record Point(int threads, int streams) {
    static Point parse(String text) {
      String[] parts = text.split("/", -1);
      if (parts.length != 2) {
        throw new IllegalArgumentException(
            "a point is THREADS/STREAMS, as 4/2, not \"" + text + "\"");
      }
      return new Point(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    boolean isContended() {
      return threads > streams;
    }

    @Override
    public String toString() {
      return threads + " over " + streams;
    }
  }

  private record Sampled(Point point, Contender contender) {}

  private final List<Point> points;
  private final List<Contender> contenders;
  private final Map<Sampled, List<Double>> samples = new HashMap<>();

  Times(List<Point> points, List<Contender> contenders) {
    this.points = points;
    this.contenders = contenders;
  }

  /** Nanoseconds of one thread for one borrow and giving back. */
  void add(Point point, Contender contender, double nanos) {
    samples.computeIfAbsent(new Sampled(point, contender), key -> new ArrayList<>()).add(nanos);
  }

  private double[] sorted(Point point, Contender contender) {
    return samples.getOrDefault(new Sampled(point, contender), List.of()).stream()
        .mapToDouble(nanos -> nanos)
        .sorted()
        .toArray();
  }

  double median(Point point, Contender contender) {
    double[] all = sorted(point, contender);
    return (all[(all.length - 1) / 2] + all[all.length / 2]) / 2;
  }

  /** One row for each contender, one column for each point: the median of all, and the least. */
  String nanos() {
    return table(
        "ns/op: median (least)",
        contenders,
        (contender, point) -> {
          double[] all = sorted(point, contender);
          return "%s (%s)".formatted(number(median(point, contender)), number(all[0]));
        });
  }

  /** How many times longer each takes than we: with the order kept only where it keeps it. */
  String ratios() {
    return table(
        "time of each / of LeasePool",
        contenders.stream().filter(contender -> !contender.isOurs()).toList(),
        (contender, point) -> {
          Contender ours = counterpart(contender, point);
          return contenders.contains(ours)
              ? "%.2f".formatted(median(point, contender) / median(point, ours))
              : "-";
        });
  }

  /** Where threads must wait, like is compared with like; else with the one who promises most. */
  private static Contender counterpart(Contender contender, Point point) {
    return contender.keepsOrder() || !point.isContended()
        ? Contender.LEASE_POOL
        : Contender.LEASE_POOL_BARGING;
  }

  private interface Cell {
    String of(Contender contender, Point point);
  }

  private String table(String title, List<Contender> rows, Cell cell) {
    List<String> lines = new ArrayList<>();
    List<String> heads = points.stream().map(Point::toString).toList();
    lines.add("| " + title + " | " + String.join(" | ", heads) + " |");
    lines.add("|---" + "|--:".repeat(points.size()) + "|");
    for (Contender contender : rows) {
      List<String> cells = points.stream().map(point -> cell.of(contender, point)).toList();
      lines.add("| " + contender.title + " | " + String.join(" | ", cells) + " |");
    }
    return String.join("\n", lines);
  }

  static String promises(List<Contender> contenders) {
    List<String> lines = new ArrayList<>();
    lines.add("| who | in order of coming | refuses a second giving back | wakes at once |");
    lines.add("|---|---|---|---|");
    for (Contender contender : contenders) {
      lines.add(
          "| "
              + String.join(
                  " | ",
                  Arrays.asList(
                      contender.title,
                      contender.inOrder,
                      contender.refusesSecond,
                      contender.wakesAtOnce))
              + " |");
    }
    return String.join("\n", lines);
  }

  private static String number(double nanos) {
    return String.format(Locale.ROOT, nanos < 100 ? "%.1f" : "%.0f", nanos);
  }
}
