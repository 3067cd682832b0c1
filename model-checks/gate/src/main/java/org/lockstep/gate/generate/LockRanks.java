package org.lockstep.gate.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lockstep.gate.UnusableInput;

/** The table of lock ranks in the three languages that need it. */
record LockRanks(Path source, List<String> names) {
  static LockRanks read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UnusableInput("there is no file " + file);
    }
    List<String> names = new ArrayList<>();
    try {
      JsonNode ranks = new ObjectMapper().readTree(Files.readString(file)).path("ranks");
      ranks.forEach(name -> names.add(name.asText()));
    } catch (IOException e) {
      throw new UnusableInput(file + " is not JSON: " + e.getMessage());
    }
    if (names.isEmpty()
        || names.stream().distinct().count() != names.size()
        || !names.stream().allMatch(name -> name.matches("[a-z][A-Za-z]*"))) {
      throw new UnusableInput(
          file
              + " at /ranks: expected different names like allocatorMap, lowest rank first, found "
              + names);
    }
    return new LockRanks(file, List.copyOf(names));
  }

  List<Generated> files(Path root) {
    return List.of(
        new Generated(root.resolve("specs/EncodingLock/LockRank.tla"), tla(), source),
        new Generated(
            root.resolve("impl/src/main/java/org/lockstep/lock/LockRank.java"), java(), source),
        new Generated(root.resolve("native/src/main/native/include/lock_rank.hpp"), cpp(), source));
  }

  private String ranked(String format, String separator) {
    return IntStream.range(0, names.size())
        .mapToObj(i -> String.format(Locale.ROOT, format, names.get(i), i + 1))
        .collect(Collectors.joining(separator));
  }

  String tla() {
    return """
    ------------------------------ MODULE LockRank ------------------------------
    (* Generated from specs/lock-ranks.json; do not edit.                      *)
    EXTENDS Naturals

    %s
    =============================================================================
    """
        .formatted(Wrapped.text("Rank == [" + ranked("%s |-> %d", ", ") + "]", 77, 9));
  }

  String java() {
    return """
    package org.lockstep.lock;

    /** The ranks of locks, in the order of {@code specs/lock-ranks.json}: taken in ascending order. */
    public enum LockRank {
    %s;

      private final String title;

      LockRank(String title) {
        this.title = title;
      }

      /** The name in the table and in the models. */
      public String title() {
        return title;
      }

      /** Counts from 1, as in the models. */
      public int rank() {
        return ordinal() + 1;
      }
    }
    """
        .formatted(
            names.stream()
                .map(name -> "  " + constant(name) + "(\"" + name + "\")")
                .collect(Collectors.joining(",\n")));
  }

  private static String constant(String name) {
    return name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
  }

  String cpp() {
    String quoted = names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
    return """
    // Generated from specs/lock-ranks.json; do not edit.
    #ifndef LOCKSTEP_LOCK_RANK_HPP
    #define LOCKSTEP_LOCK_RANK_HPP

    namespace lockstep {

    /// Locks are taken in ascending rank.
    enum class LockRank { %s };

    inline const char* nameOf(LockRank rank) {
      constexpr const char* kNames[] = {"", %s};
      return kNames[static_cast<int>(rank)];
    }

    }  // namespace lockstep

    #endif  // LOCKSTEP_LOCK_RANK_HPP
    """
        .formatted(ranked("%s = %d", ", "), quoted);
  }
}
