package org.lockstep.gate.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The constants of a model, as its cfg file gives them: those that an engine needs too. */
final class Cfg {
  private final Path file;
  private final String text;

  Cfg(Path file) throws IOException {
    this.file = file;
    this.text = Files.readString(file).replaceAll("(?m)\\\\\\*.*$", "");
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
