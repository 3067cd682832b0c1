package org.lockstep.gate.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A model's cfg file: the constants that an engine needs too, and what TLC is to check. */
public final class Cfg {
  private static final Set<String> PROPERTIES =
      Set.of("INVARIANT", "INVARIANTS", "PROPERTY", "PROPERTIES");

  /** The other words that begin a section, and so end the one before. */
  private static final Set<String> OTHERS =
      Set.of(
          "CONSTANT",
          "CONSTANTS",
          "CONSTRAINT",
          "CONSTRAINTS",
          "ACTION_CONSTRAINT",
          "ACTION_CONSTRAINTS",
          "INIT",
          "NEXT",
          "VIEW",
          "SYMMETRY",
          "SPECIFICATION",
          "TYPE",
          "TYPE_CONSTRAINT",
          "CHECK_DEADLOCK");

  private final Path file;
  private final String text;

  public Cfg(Path file) throws IOException {
    this.file = file;
    this.text =
        Files.readString(file)
            .replaceAll("(?m)\\\\\\*.*$", "")
            .replaceAll("(?s)\\(\\*.*?\\*\\)", " ");
  }

  /** The names of all invariants and properties, in their order. */
  public Set<String> properties() {
    Set<String> names = new LinkedHashSet<>();
    boolean here = false;
    for (String word : text.strip().split("\\s+")) {
      if (PROPERTIES.contains(word)) {
        here = true;
      } else if (OTHERS.contains(word)) {
        here = false;
      } else if (here) {
        names.add(word);
      }
    }
    return names;
  }

  /** The formula that says how the model behaves. */
  public String specification() {
    Matcher matcher = Pattern.compile("\\bSPECIFICATION\\s+(\\w+)").matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException(file + " names no SPECIFICATION: add a line that does");
    }
    return matcher.group(1);
  }

  /** What stands right of {@code name =} or {@code name <-}. */
  String value(String name) {
    Matcher matcher =
        Pattern.compile(
                "(?:^|\\s)" + Pattern.quote(name) + "\\s*(?:=|<-)\\s*(\\{[^}]*\\}|\\S+)",
                Pattern.MULTILINE)
            .matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException(
          file + " gives the constant " + name + " no value: add a line \"" + name + " = ...\"");
    }
    return matcher.group(1);
  }

  int number(String name) {
    try {
      return Integer.parseInt(value(name));
    } catch (NumberFormatException e) {
      throw wrong(name, "a number");
    }
  }

  List<String> names(String name) {
    String set = value(name);
    if (!set.startsWith("{")) {
      throw wrong(name, "a set of model values");
    }
    return Stream.of(set.substring(1, set.length() - 1).split(",", -1))
        .map(String::strip)
        .filter(element -> !element.isEmpty())
        .toList();
  }

  IllegalArgumentException wrong(String name, String expected) {
    return new IllegalArgumentException(
        file + " gives " + name + " the value " + value(name) + ", expected is " + expected);
  }
}
