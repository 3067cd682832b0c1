package org.lockstep.kit.tlc.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** TLC's and its parser's errors as single lines without decoration. */
final class Messages {
  private static final Pattern NOISE =
      Pattern.compile(
          "tla2sany\\.semantic\\.AbortException|Unknown location|Parsing file .*|Semantic processing of module .*|Parsing or semantic analysis failed\\.?|\\*\\*\\*.*\\*\\*\\*"
              + "|(\\*\\*\\* )?(Errors|Abort messages|Warnings): \\d+.*|Residual stack trace follows:?.*|Starting\\.\\.\\. .*"
              + "|.*starting at line \\d+, column \\d+\\.|Fatal errors while parsing .*"
              + "|TLC threw an unexpected exception\\.|This was probably caused by an error in the spec or model\\."
              + "|See the User Output or TLC Console for clues to what happened\\.|The exception was a .*");
  private static final Pattern CONTEXT =
      Pattern.compile(
          "The behavior up to this point is:.*|The following behavior constitutes a counter-example:.*");
  private static final Pattern PREFIX = Pattern.compile("^(Error|TLC Bug): *");

  private Messages() {}

  /** The errors and warnings among what TLC printed. */
  static List<String> errors(List<String> printed) {
    return clean(
        printed.stream()
            .filter(
                m ->
                    m.startsWith("Error: ")
                        || m.startsWith("TLC Bug: ")
                        || m.startsWith("Warning: ")));
  }

  /** What the parser printed when it failed, as one message: it marks errors by layout only. */
  static List<String> parserErrors(List<String> printed) {
    return List.of(String.join("; ", clean(printed.stream())));
  }

  /** The message of what TLC threw. */
  static List<String> thrown(Throwable thrown) {
    String message = thrown.getMessage();
    return clean(Stream.of(message == null || message.isBlank() ? thrown.toString() : message));
  }

  private static List<String> clean(Stream<String> raw) {
    Set<String> clean = new LinkedHashSet<>();
    raw.forEach(
        message -> {
          List<String> lines = new ArrayList<>();
          for (String line : PREFIX.matcher(message.strip()).replaceFirst("").split("\\R")) {
            String text = line.strip().replaceAll("\\s+", " ").replaceAll("^: ", "");
            if (!text.isEmpty()
                && !NOISE.matcher(text).matches()
                && !CONTEXT.matcher(text).matches()) {
              lines.add(text);
            }
          }
          if (!lines.isEmpty()) {
            clean.add(String.join(" ", lines));
          }
        });
    return List.copyOf(clean);
  }
}
