package org.lockstep.benchmarks.lease;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.lockstep.benchmarks.lease.Times.Point;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * LeasePool and its peers side by side in one run: in each round each of them once at each point,
 * one after the other, so that what the machine does meanwhile hits all alike.
 *
 * <p>Arguments, each optional: {@code rounds=3}, {@code points=1/16,4/2} (threads over streams),
 * {@code only=LEASE_POOL,STORMPOT}.
 */
public final class Comparison {
  private static final String POINTS = "1/16,2/16,4/16,8/16,2/1,4/2,8/4";

  private Comparison() {}

  public static void main(String[] args) throws RunnerException {
    int rounds = Integer.parseInt(option(args, "rounds", "3"));
    List<Point> points =
        Arrays.stream(option(args, "points", POINTS).split(",")).map(Point::parse).toList();
    String everybody = String.join(",", Arrays.stream(Contender.values()).map(Enum::name).toList());
    List<Contender> contenders =
        Arrays.stream(option(args, "only", everybody).split(",")).map(Contender::valueOf).toList();

    Times times = new Times(points, contenders);
    for (int round = 1; round <= rounds; round++) {
      for (Point point : points) {
        for (Contender contender : contenders) {
          measure(contender, point).forEach(nanos -> times.add(point, contender, nanos));
          System.err.printf(
              "round %d, %s: %s %.1f ns%n",
              round, point, contender.title, times.median(point, contender));
        }
      }
    }
    System.out.printf(
        "Java %s, %d processors, %d rounds of one JVM each%n%n",
        Runtime.version(), Runtime.getRuntime().availableProcessors(), rounds);
    System.out.println(times.nanos());
    System.out.println();
    System.out.println(times.ratios());
    System.out.println();
    System.out.println(Times.promises(contenders));
  }

  private static String option(String[] args, String name, String absent) {
    for (String arg : args) {
      if (arg.startsWith(name + "=")) {
        return arg.substring(name.length() + 1);
      }
      if (!arg.matches("(rounds|points|only)=.+")) {
        throw new IllegalArgumentException(
            "\"" + arg + "\" is none of rounds=3 points=1/16,4/2 only=LEASE_POOL,STORMPOT");
      }
    }
    return absent;
  }

  /** In nanoseconds of one thread, one figure for each iteration. */
  private static List<Double> measure(Contender contender, Point point) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include("\\b" + LeasePoolBenchmark.class.getSimpleName() + "\\b")
            .param("contender", contender.name())
            .param("streams", String.valueOf(point.streams()))
            .threads(point.threads())
            .verbosity(VerboseMode.SILENT)
            .build();
    double second = TimeUnit.SECONDS.toNanos(1);
    return new Runner(options)
        .runSingle().getBenchmarkResults().stream()
            .flatMap(fork -> fork.getIterationResults().stream())
            .map(iteration -> iteration.getPrimaryResult().getScore())
            .map(perSecond -> point.threads() * second / perSecond)
            .toList();
  }
}
