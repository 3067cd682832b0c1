package org.lockstep.gate.link;

import java.util.List;
import java.util.stream.Stream;
import org.lockstep.kit.tlc.Definition;

/** The line {@code \* Impl: Class.method, Class::method} above an action, as SANY hands it over. */
public final class ImplLine {
  private static final String MARK = "Impl:";

  private ImplLine() {}

  /** The methods it names; of several such lines those of all. */
  public static List<String> methods(Definition definition) {
    return definition.comment().stream()
        .filter(line -> line.startsWith(MARK))
        .flatMap(line -> Stream.of(line.substring(MARK.length()).split(",", -1)))
        .map(String::strip)
        .toList();
  }

  public static boolean isIn(Definition definition) {
    return definition.comment().stream().anyMatch(line -> line.startsWith(MARK));
  }

  /** What the comment says besides, as one text. */
  public static String rest(Definition definition) {
    return String.join(
        " ", definition.comment().stream().filter(line -> !line.startsWith(MARK)).toList());
  }
}
