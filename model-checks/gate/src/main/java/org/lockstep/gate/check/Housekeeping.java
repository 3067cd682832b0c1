package org.lockstep.gate.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lockstep.gate.ExitCode;
import org.lockstep.gate.free.FreeRuns;
import org.lockstep.gate.subject.Cfg;
import org.lockstep.kit.manifest.Entry;
import org.lockstep.kit.manifest.Fault;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.manifest.Model;
import org.lockstep.kit.manifest.Tier;
import org.lockstep.kit.tlc.MeasuredOn;
import org.lockstep.kit.tlc.Outcome;

/**
 * Looks for what makes a gate green by leaving something out: files that nobody runs, models that
 * check nothing, switches that hide failures.
 */
final class Housekeeping {
  /** Scripts that run the checks, with all that a CI would run. */
  private static final List<String> SCRIPTS = List.of("lockstep", ".ci", ".github/workflows");

  private static final Pattern HIDING =
      Pattern.compile(
          "(?<![\\w-])-(?:deadlock|continue)\\b|continue-on-error:\\s*true|\\|\\|\\s*true\\b"
              + "|--fail-never|maven\\.test\\.failure\\.ignore");

  private final Findings findings;

  Housekeeping(Findings findings) {
    this.findings = findings;
  }

  /** Looks at a model folder; reads files only. */
  void inspect(Manifest manifest) {
    findings.guard(
        manifest.module(),
        () -> {
          requireProperties(manifest);
          requireStories(manifest);
          requireUse(manifest);
        });
  }

  private void requireProperties(Manifest manifest) {
    for (Entry entry : manifest.entries()) {
      Outcome outcome = entry.expected().outcome();
      boolean named = outcome != Outcome.DEADLOCK && outcome != Outcome.ASSUMPTION;
      if (named && properties(manifest.folder().resolve(entry.cfg())).isEmpty()) {
        fail(
            manifest,
            entry.cfg() + " names no invariant and no property: what checks nothing always holds");
      }
    }
  }

  private static Set<String> properties(Path cfg) {
    try {
      return new Cfg(cfg).properties();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + cfg, e);
    }
  }

  private void requireStories(Manifest manifest) {
    for (Fault fault : manifest.faults()) {
      String story = fault.cfg().substring(0, fault.cfg().length() - ".cfg".length()) + ".md";
      if (!Files.isRegularFile(manifest.folder().resolve(story))) {
        fail(manifest, "the fault " + fault.name() + " has no story: write " + story);
      }
    }
  }

  private void requireUse(Manifest manifest) {
    Set<Path> used = new HashSet<>();
    for (Entry entry : manifest.entries()) {
      used.add(manifest.folder().resolve(entry.cfg()).normalize());
      used.addAll(MeasuredOn.modules(entry.request(manifest)));
    }
    if (FreeRuns.modules().contains(manifest.module())) {
      used.addAll(FreeRuns.files(manifest.folder(), manifest.module()));
    }
    for (Path file : files(manifest.folder())) {
      String name = file.toString();
      if ((name.endsWith(".cfg") || name.endsWith(".tla")) && !used.contains(file)) {
        fail(
            manifest,
            manifest.folder().relativize(file)
                + " is run by nobody: no entry of manifest.json names it"
                + (name.endsWith(".tla") ? " or extends it" : "")
                + "; add one, or delete the file");
      }
    }
  }

  /** Nothing that runs the gate may hide what it finds. */
  void inspectScripts(Path root) {
    for (String script : SCRIPTS) {
      if (Files.exists(root.resolve(script))) {
        files(root.resolve(script)).forEach(file -> inspectScript(root, file));
      }
    }
  }

  private void inspectScript(Path root, Path file) {
    int number = 0;
    for (String line : text(file).split("\\R", -1)) {
      number++;
      Matcher matcher = HIDING.matcher(line);
      if (!line.strip().startsWith("#") && matcher.find()) {
        findings.fail(
            ExitCode.VIOLATED,
            root.relativize(file) + " line " + number,
            "\"" + matcher.group() + "\" hides failures; take it out");
      }
    }
  }

  /** TLC misses violations of temporal properties with more (its issue 971). */
  void requireOneWorker(Run run) {
    boolean live =
        run.result().outcome() == Outcome.LIVENESS
            || (run.target().entry() instanceof Model model && model.tier() == Tier.LIVE);
    if (live && run.result().workers() > 1) {
      findings.fail(
          ExitCode.VIOLATED,
          run.target().module(),
          run.target().name()
              + ": temporal properties were checked with "
              + run.result().workers()
              + " workers, with which TLC misses violations; check them with one");
    }
  }

  private void fail(Manifest manifest, String why) {
    findings.fail(ExitCode.VIOLATED, manifest.module(), why);
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
