package org.lockstep.gate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lockstep.gate.TillEngine.Rot;

/** The kinds of rot that {@link RotTest} plants, one line each. */
final class RotKinds {
  private RotKinds() {}

  @FunctionalInterface
  interface Plant {
    void into(Path root) throws IOException;
  }

  /**
   * One kind of rot.
   *
   * @param told what the one failure must say, in parts
   */
  record Kind(String name, Rot engine, Plant plant, List<String> told) {}

  private static Kind file(String name, Plant plant, String... told) {
    return new Kind(name, Rot.NONE, plant, List.of(told));
  }

  private static Kind engine(String name, Rot rot, String... told) {
    return new Kind(name, rot, root -> {}, List.of(told));
  }

  private static Kind edit(String name, String file, String old, String changed, String... told) {
    return file(
        name, root -> replace(root.resolve("specs/Till").resolve(file), old, changed), told);
  }

  private static final String SMALL = "INVARIANT NotTooMuchInv";

  static final List<Kind> KINDS =
      List.of(
          edit(
              "dead action",
              "Till.tla",
              "Next == ",
              "Burn == sum = 77 /\\ sum' = 0 /\\ UNCHANGED pc\nNext == Burn \\/ ",
              "no model takes the action Burn"),
          edit(
              "unreachable guard",
              "Till.tla",
              "    /\\ sum' = sum + 1\n",
              "    /\\ \\/ sum < 40 /\\ sum' = sum + 1\n       \\/ sum = 41 /\\ sum' = 7\n",
              "reaches a branch of the action Drop",
              "of module Till",
              "guard is never true"),
          file("action that is never replayed", RotKinds::moreCoins, "no replayed model", "Burn"),
          file(
              "invariant that is TRUE",
              RotKinds::alwaysTrue,
              "no planted fault violates AlwaysInv, which is checked in Till_small.cfg"),
          edit("stale hash", "Till.tla", "EXTENDS", "\\* a word\nEXTENDS"),
          file("numbers without a hash", RotKinds::unmeasured, "was never measured"),
          edit(
              "emptied cfg",
              "Till_small.cfg",
              SMALL,
              "",
              "Till_small.cfg names no invariant and no property"),
          edit(
              "shrunk constant",
              "Till_small.cfg",
              "Most = 2",
              "Most = 1",
              "distinct states, found"),
          engine("emptied cover", Rot.NO_COVER, "nothing to replay: 0 paths"),
          engine("empty view", Rot.NO_VIEW, "a view without components", "compar"),
          edit(
              "model fault like the sound model",
              "bugs/Overfull.cfg",
              "    Drop <- Fault_Drop\n",
              "",
              "Overfull: expected INVARIANT of NotTooMuchInv",
              "found HELD"),
          engine("engine fault like the sound engine", Rot.FAULT_LIKE_SOUND, "only 0 of 2 runs"),
          engine("sound engine takes the fault's schedule", Rot.SOUND_LIKE_FAULT, "whole schedule"),
          engine("harm found on the sound engine too", Rot.HARM_EVERYWHERE, "it tells nothing"),
          engine("engine absent", Rot.ABSENT, "engine till: the engine is absent"),
          edit(
              "state predicate under PROPERTY",
              "Till_small.cfg",
              SMALL,
              "PROPERTY NotTooMuchInv",
              "NotTooMuchInv is a state predicate"),
          edit(
              "witness that became unreachable",
              "Till.tla",
              "ReachFull == sum < Most",
              "ReachFull == sum < 3",
              "expected INVARIANT of ReachFull",
              "found HELD"),
          edit(
              "CHECK_DEADLOCK FALSE",
              "Till_small.cfg",
              SMALL,
              SMALL + "\nCHECK_DEADLOCK FALSE",
              "deadlock checking is always on"),
          edit(
              "stale excuse",
              "manifest.json",
              "\"Deadlock\"",
              "\"NotTooMuchInv\" : \"none can\", \"Deadlock\"",
              "excuses NotTooMuchInv"),
          file(
              "cfg that nobody runs",
              root -> copy(root, "Till_small.cfg", "Till_wide.cfg"),
              "Till_wide.cfg is run by nobody"),
          file(
              "module that nobody runs",
              root -> copy(root, "bugs/Overfull.tla", "bugs/Forgotten.tla"),
              "Forgotten.tla is run by nobody"),
          file(
              "fault without a story",
              root -> Files.delete(root.resolve("specs/Till/bugs/Overfull.md")),
              "Overfull has no story"),
          file(
              "switch that turns deadlock checking off",
              root -> Files.writeString(root.resolve("lockstep"), "java tlc2.TLC -deadlock X\n"),
              "lockstep line 1",
              "\"-deadlock\" hides failures"),
          file(
              "CI step that may fail",
              root ->
                  Files.writeString(
                      Files.createDirectories(root.resolve(".ci")).resolve("run"),
                      "set -eu\n./lockstep verify || true\n"),
              ".ci/run line 2",
              "hides failures"));

  private static void alwaysTrue(Path root) throws IOException {
    Path folder = root.resolve("specs/Till");
    replace(folder.resolve("Till.tla"), "ReachFull ==", "AlwaysInv == TRUE\n\nReachFull ==");
    replace(folder.resolve("Till_small.cfg"), SMALL, SMALL + " AlwaysInv");
  }

  private static void unmeasured(Path root) throws IOException {
    Path manifest = root.resolve("specs/Till/manifest.json");
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.replaceAll(",\\s*\"measuredOn\" : \"[^\"]*\"", ""));
  }

  /** An action that is taken in a larger model only, which no engine is driven along. */
  private static void moreCoins(Path root) throws IOException {
    Path folder = root.resolve("specs/Till");
    replace(
        folder.resolve("Till.tla"),
        "Next == ",
        "Burn == sum = 3 /\\ sum' = 0 /\\ UNCHANGED pc\nNext == Burn \\/ ");
    copy(root, "Till_small.cfg", "Till_more.cfg");
    replace(folder.resolve("Till_more.cfg"), "Most = 2", "Most = 3");
    replace(
        folder.resolve("manifest.json"),
        "\"models\" : [",
        "\"models\" : [ {\"name\" : \"Till_more\", \"module\" : \"Till.tla\", \"cfg\" :"
            + " \"Till_more.cfg\", \"tier\" : \"small\", \"expect\" : \"held\"},");
  }

  private static void copy(Path root, String from, String to) throws IOException {
    Path folder = root.resolve("specs/Till");
    Files.copy(folder.resolve(from), folder.resolve(to));
  }

  static void replace(Path file, String old, String changed) throws IOException {
    String text = Files.readString(file);
    assertTrue(text.contains(old), () -> file + " has no " + old);
    Files.writeString(file, text.replace(old, changed));
  }
}
