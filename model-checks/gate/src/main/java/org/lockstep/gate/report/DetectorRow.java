package org.lockstep.gate.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which tools see a planted fault: a result in itself.
 *
 * @param by each of {@link #DETECTORS}, with {@link #SEEN}, {@link #UNSEEN} or {@link #NOT_RUN}
 * @param how in words, of those that saw it and of those that must not
 */
public record DetectorRow(
    String module, String fault, Map<String, String> by, Map<String, String> how) {
  public static final String SEEN = "seen";
  public static final String UNSEEN = "not seen";
  public static final String NOT_RUN = "not run";

  public static final String REPLAY = "replay";
  public static final String RECORDED_JAVA = "recorded java";
  public static final String RECORDED_NATIVE = "recorded native";

  /** Those that leave a file, {@code target/lockstep/detectors}. */
  public static final List<String> TOOLS =
      List.of("tsan", "asan", "relacy", "jcstress", "lincheck", "thread-safety");

  public static final List<String> DETECTORS =
      List.of(
          REPLAY,
          RECORDED_JAVA,
          RECORDED_NATIVE,
          "tsan",
          "asan",
          "relacy",
          "jcstress",
          "lincheck",
          "thread-safety");

  public DetectorRow {
    by = Collections.unmodifiableMap(new LinkedHashMap<>(by));
    how = Collections.unmodifiableMap(new LinkedHashMap<>(how));
  }

  /** The one of the recorded runs of this engine. */
  public static String recorded(String engine) {
    return "recorded " + engine;
  }
}
