package org.lockstep.kit.manifest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.tlc.Outcome;

/** Reads manifests and refuses whatever is unknown, missing or contradictory. */
final class ManifestReader {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final List<Outcome> PROMISES =
      List.of(
          Outcome.HELD,
          Outcome.DEADLOCK,
          Outcome.INVARIANT,
          Outcome.ACTION_PROPERTY,
          Outcome.LIVENESS,
          Outcome.ASSUMPTION);
  private static final Set<Outcome> NAMED =
      Set.of(Outcome.INVARIANT, Outcome.ACTION_PROPERTY, Outcome.LIVENESS);
  private static final Pattern HASH = Pattern.compile("sha256:[0-9a-f]{64}");

  private static final Pattern MUTANT = Pattern.compile("\\S+ \\S+");

  private static final Set<String> EXPECTED_KEYS =
      Set.of("violates", "generated", "distinct", "depth", "traceLength", "measuredOn");

  private ManifestReader() {}

  static Manifest read(Path file) {
    JsonPart root = new JsonPart(file, "", parse(file));
    root.object(
        Set.of("module", "variables", "environment", "client", "models", "faults"),
        Set.of("absent", "survivors", "unkilled"));
    JsonPart variables = root.child("variables").object(Set.of("abstract", "history"), Set.of());
    List<Model> models = root.child("models").items().stream().map(ManifestReader::model).toList();
    List<Fault> faults = root.child("faults").items().stream().map(ManifestReader::fault).toList();
    Manifest manifest =
        new Manifest(
            file,
            root.child("module").text(),
            variables.child("abstract").texts(),
            variables.child("history").texts(),
            root.child("environment").texts(),
            root.child("client").texts(),
            models,
            faults,
            optionalMap(root, "absent"),
            optionalMap(root, "survivors"),
            unkilled(root));
    if (!Files.isRegularFile(manifest.moduleFile())) {
      throw root.child("module").problem("there is no file " + manifest.moduleFile());
    }
    requireUniqueNames(root, manifest);
    return manifest;
  }

  private static Map<String, String> unkilled(JsonPart root) {
    Map<String, String> reasons = optionalMap(root, "unkilled");
    for (String mutant : reasons.keySet()) {
      if (!MUTANT.matcher(mutant).matches()) {
        throw root.child("unkilled")
            .child(mutant)
            .problem("expected a place and a mutant's id, like \"model Enter.drop-conjunct-2\"");
      }
    }
    return reasons;
  }

  static JsonNode parse(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ManifestException(file, "", "there is no such file");
    }
    try {
      return JSON.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : "line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
      throw new ManifestException(file, where, "not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static Model model(JsonPart part) {
    Set<String> optional = new HashSet<>(EXPECTED_KEYS);
    optional.add("replay");
    optional.addAll(Set.of("bounds", "cuts", "actions", "judge"));
    part.object(Set.of("name", "module", "cfg", "tier", "expect"), optional);
    Expected expected = expected(part);
    JsonPart replay = part.optional("replay");
    boolean replayed = replay != null && replay.bool();
    if (replay != null && replayed && expected.outcome() != Outcome.HELD) {
      throw replay.problem("only a model that is expected to hold has a whole graph to replay");
    }
    return new Model(
        part.child("name").text(),
        existing(part.child("module"), ".tla"),
        existing(part.child("cfg"), ".cfg"),
        part.child("tier").constant(List.of(Tier.values())),
        replayed,
        own(part, replayed),
        optionalMap(part, "bounds"),
        optionalMap(part, "cuts"),
        actions(part, replayed),
        expected);
  }

  private static boolean own(JsonPart part, boolean replayed) {
    JsonPart judge = part.optional("judge");
    if (judge == null) {
      return false;
    }
    if (!judge.text().equals("own")) {
      throw judge.problem(
          "\"" + judge.text() + "\" is no judge; expected \"own\", or nothing for TLC");
    }
    if (replayed) {
      throw judge.problem("a replayed model is judged by TLC, and asked about a second time");
    }
    return true;
  }

  private static Map<String, Long> actions(JsonPart part, boolean replayed) {
    JsonPart actions = part.optional("actions");
    if (actions != null && !replayed) {
      throw actions.problem("only a replayed model has its steps counted; leave this out");
    }
    return actions == null ? Map.of() : actions.countMap();
  }

  private static Fault fault(JsonPart part) {
    Set<String> optional = new HashSet<>(EXPECTED_KEYS);
    optional.add("notOn");
    optional.add("unseen");
    part.object(Set.of("name", "module", "cfg", "expect", "engines", "harm"), optional);
    Expected expected = expected(part);
    if (expected.outcome() == Outcome.HELD) {
      throw part.child("expect")
          .problem("a fault that nothing catches is no fault: \"held\" is not allowed");
    }
    List<String> engines = part.child("engines").texts();
    Map<String, String> notOn = optionalMap(part, "notOn");
    for (String engine : notOn.keySet()) {
      if (engines.contains(engine)) {
        throw part.child("notOn").child(engine).problem("this engine stands under \"engines\" too");
      }
    }
    Map<String, String> unseen = optionalMap(part, "unseen");
    for (String engine : unseen.keySet()) {
      if (!engines.contains(engine)) {
        throw part.child("unseen")
            .child(engine)
            .problem("only an engine under \"engines\" has free runs that could show the fault");
      }
    }
    if (engines.isEmpty() && notOn.isEmpty()) {
      throw part.child("engines")
          .problem("name the engines with this fault, or give reasons under \"notOn\"");
    }
    return new Fault(
        part.child("name").text(),
        existing(part.child("module"), ".tla"),
        existing(part.child("cfg"), ".cfg"),
        engines,
        notOn,
        unseen,
        part.child("harm").text(),
        expected);
  }

  private static Expected expected(JsonPart part) {
    Outcome outcome = part.child("expect").constant(PROMISES);
    JsonPart violates = part.optional("violates");
    if (NAMED.contains(outcome) && violates == null) {
      throw part.problem(
          "the key \"violates\" is missing: expect \""
              + JsonPart.json(outcome)
              + "\" needs a name");
    }
    if (!NAMED.contains(outcome) && violates != null) {
      throw violates.problem(
          "expect \""
              + JsonPart.json(outcome)
              + "\" violates nothing that has a name; leave this out");
    }
    JsonPart traceLength = part.optional("traceLength");
    if (traceLength != null && (outcome == Outcome.HELD || outcome == Outcome.ASSUMPTION)) {
      throw traceLength.problem(
          "expect \"" + JsonPart.json(outcome) + "\" has no counterexample; leave this out");
    }
    return new Expected(
        outcome,
        violates == null ? null : violates.text(),
        count(part, "generated"),
        count(part, "distinct"),
        smallCount(part, "depth"),
        smallCount(part, "traceLength"),
        hash(part));
  }

  private static @Nullable Long count(JsonPart part, String key) {
    JsonPart number = part.optional(key);
    return number == null ? null : (Long) number.count();
  }

  private static @Nullable Integer smallCount(JsonPart part, String key) {
    JsonPart number = part.optional(key);
    return number == null ? null : (Integer) number.smallCount();
  }

  private static @Nullable String hash(JsonPart part) {
    JsonPart hash = part.optional("measuredOn");
    if (hash == null) {
      return null;
    }
    if (!HASH.matcher(hash.text()).matches()) {
      throw hash.problem(
          "expected \"sha256:\" and 64 hexadecimal digits, found \"" + hash.text() + "\"");
    }
    return hash.text();
  }

  private static String existing(JsonPart part, String extension) {
    String name = part.text();
    Path folder = part.file().toAbsolutePath().normalize().getParent();
    Path file = folder == null ? Path.of(name) : folder.resolve(name).normalize();
    if (!name.endsWith(extension)) {
      throw part.problem("expected the name of a " + extension + " file, found \"" + name + "\"");
    }
    if (folder == null || !file.startsWith(folder)) {
      throw part.problem("expected a file in the manifest's folder, found \"" + name + "\"");
    }
    if (!Files.isRegularFile(file)) {
      throw part.problem("there is no file " + file);
    }
    return name;
  }

  private static Map<String, String> optionalMap(JsonPart part, String key) {
    JsonPart map = part.optional(key);
    return map == null ? Map.of() : map.textMap();
  }

  private static void requireUniqueNames(JsonPart root, Manifest manifest) {
    List<String> seen = new ArrayList<>();
    for (Entry entry : manifest.entries()) {
      if (seen.contains(entry.name())) {
        throw root.problem("two entries are named \"" + entry.name() + "\"");
      }
      seen.add(entry.name());
    }
  }
}
