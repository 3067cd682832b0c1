package org.lockstep.kit.tlc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The specifications of the tests, each with a cfg that the test writes. */
public record Specs(Path temp) {
  static final String BUFFER = "CONSTANTS Producers = {p1, p2}\nConsumers = {c1}\nCapacity = 1\n";
  static final String COUNTER = "CONSTANTS Procs = {a, b}\nBound = 2\n";

  /** A module under {@code specs/}, for example {@code small/Counter}. */
  public static Path module(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(Specs.class.getResource("/specs/" + name + ".tla")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Path folder(String name) {
    return Objects.requireNonNull(module(name + "/Counter").getParent());
  }

  static String message(Throwable thrown) {
    return String.valueOf(thrown.getMessage());
  }

  public CheckRequest request(String module, String cfg) {
    return CheckRequest.of(module(module), file("check.cfg", cfg));
  }

  CheckResult check(String module, String cfg) {
    return Tlc.check(request(module, cfg));
  }

  public Path file(String name, String text) {
    try {
      return Files.writeString(temp.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
