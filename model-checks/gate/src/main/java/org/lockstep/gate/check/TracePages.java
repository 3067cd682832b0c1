package org.lockstep.gate.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lockstep.gate.UnusableInput;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.generate.Generated;
import org.lockstep.gate.report.TextTable;
import org.lockstep.kit.manifest.Entry;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.tlc.CheckResult;
import org.lockstep.kit.tlc.Tlc;

/**
 * Pages of docs that tell of counterexamples: between two markers that name a fault stands what TLC
 * finds, so that a page cannot tell of a trace that the model no longer has.
 */
public final class TracePages {
  private static final String BEGIN = "<!-- trace ";
  private static final Pattern MARKED =
      Pattern.compile(
          "^<!-- trace (\\w+) (\\w+) -->\n(.*?)^<!-- /trace -->",
          Pattern.DOTALL | Pattern.MULTILINE);
  private static final String PC = "pc[";

  private final Workspace workspace;

  public TracePages(Workspace workspace) {
    this.workspace = workspace;
  }

  /** Every such page with the text that it must have. */
  public List<Generated> files() {
    Path docs = workspace.root().resolve("docs");
    if (!Files.isDirectory(docs)) {
      return List.of();
    }
    List<Generated> files = new ArrayList<>();
    try (Stream<Path> pages = Files.list(docs).filter(it -> it.toString().endsWith(".md"))) {
      for (Path page : pages.sorted().toList()) {
        String text = Files.readString(page);
        if (begun(text) > 0) {
          files.add(new Generated(page, filled(page, text), workspace.specs()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the pages in " + docs, e);
    }
    return files;
  }

  private static long begun(String text) {
    return text.lines().filter(line -> line.startsWith(BEGIN)).count();
  }

  private String filled(Path page, String text) {
    if (MARKED.matcher(text).results().count() != begun(text)) {
      throw new UnusableInput(
          page
              + " has a trace without an end, or an unreadable one: write \"<!-- trace MODULE FAULT"
              + " -->\" on one line and \"<!-- /trace -->\" on another");
    }
    return MARKED
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    "<!-- trace "
                        + found.group(1)
                        + " "
                        + found.group(2)
                        + " -->\n"
                        + told(found.group(1), found.group(2))
                        + "<!-- /trace -->"));
  }

  private String told(String module, String fault) {
    Manifest manifest = workspace.manifest(module);
    Entry entry = manifest.entry(fault);
    CheckResult result = Tlc.check(entry.request(manifest));
    Trace trace = result.counterexample();
    if (trace == null) {
      throw new UnusableInput(
          module + " " + fault + " has no counterexample to tell of: " + result.summary());
    }
    String end =
        result.violated() == null
            ? "Then nobody can move."
            : "`" + result.violated() + "` is violated.";
    return "```text\n"
        + steps(FaultTrace.of(trace), Set.copyOf(manifest.abstractVariables()))
        + "```\n\n"
        + end
        + " TLC found this among "
        + result.distinct()
        + " states.\n";
  }

  /**
   * The steps, each with what it changes. Where a thread stands then is told by its next step, so
   * only of the last step is it said.
   */
  static String steps(Trace trace, Set<String> without) {
    TextTable table = new TextTable("no.", "step", "what it changes");
    Map<String, Value> last = TraceText.flat(trace.states().get(0));
    for (int i = 1; i < trace.states().size(); i++) {
      boolean ends = i == trace.states().size() - 1;
      Map<String, Value> next = TraceText.flat(trace.states().get(i));
      List<String> changes = new ArrayList<>();
      for (String name : new TreeSet<>(next.keySet())) {
        boolean told = ends || !name.startsWith(PC);
        boolean changed = !Objects.equals(next.get(name), last.get(name));
        if (told && changed && !without.contains(name.replaceAll("\\[.*", ""))) {
          changes.add(name + " = " + next.get(name));
        }
      }
      table.row(i, trace.labels().get(i - 1), String.join(", ", changes));
      last = next;
    }
    return table.text();
  }
}
