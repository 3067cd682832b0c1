package org.lockstep.gate.publish;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.lockstep.gate.ExitCode;
import org.lockstep.gate.report.Evidence;
import org.lockstep.gate.report.Failure;
import org.lockstep.gate.report.FaultRow;
import org.lockstep.gate.report.ModelRow;
import org.lockstep.gate.report.ReplayRow;
import org.lockstep.gate.report.Skip;

/**
 * All checks of a run as test cases. Each failure belongs to exactly one case: that of its check,
 * or one of its own.
 */
final class Cases {
  /** The suite of what belongs to no module. */
  static final String GATE = "gate";

  private static final int NAME = 100;

  private final Evidence evidence;
  private final List<Failure> left;
  private final List<Case> cases = new ArrayList<>();

  private Cases(Evidence evidence) {
    this.evidence = evidence;
    this.left = new ArrayList<>(evidence.failures());
  }

  static List<Case> of(Evidence evidence) {
    Cases made = new Cases(evidence);
    made.add();
    return made.cases;
  }

  /** The modules in the order of the cases. */
  static Set<String> modules(List<Case> cases) {
    Set<String> modules = new LinkedHashSet<>();
    cases.forEach(each -> modules.add(each.module()));
    return modules;
  }

  private void add() {
    evidence.report().models().forEach(this::model);
    evidence.report().replay().forEach(this::replay);
    evidence.report().faults().forEach(this::fault);
    for (Skip skip : evidence.skips()) {
      cases.add(new Case(skip.module(), skip.kind(), skip.name(), 0, List.of(), skip.reason()));
    }
    for (Failure failure : left) {
      String module = failure.module() == null ? GATE : failure.module();
      cases.add(new Case(module, GATE, unique(module, name(failure)), 0, List.of(failure), null));
    }
    left.clear();
  }

  /** Many checks of the gate on itself are named after the module only. */
  private static String name(Failure failure) {
    String message = failure.message();
    return !failure.where().equals(failure.module())
        ? failure.where()
        : message.length() <= NAME ? message : message.substring(0, NAME) + "...";
  }

  private String unique(String module, String name) {
    String unique = name;
    for (int i = 2; isTaken(module, unique); i++) {
      unique = name + " (" + i + ")";
    }
    return unique;
  }

  private boolean isTaken(String module, String name) {
    return cases.stream()
        .anyMatch(
            each ->
                each.module().equals(module)
                    && each.group().equals(GATE)
                    && each.name().equals(name));
  }

  private void model(ModelRow row) {
    List<Failure> mine =
        take(failure -> is(failure, row.module(), row.model()) && failure.engine() == null);
    if (mine.isEmpty() && !row.asExpected()) {
      mine = List.of(unexplained(row.module() + " " + row.model(), "the model is not as expected"));
    }
    cases.add(new Case(row.module(), "models", row.model(), row.seconds(), mine, null));
  }

  private void replay(ReplayRow row) {
    String name = row.model() + " on " + row.engine();
    List<Failure> mine =
        take(
            failure ->
                is(failure, row.module(), row.model()) && row.engine().equals(failure.engine()));
    if (mine.isEmpty() && !row.complete()) {
      mine = List.of(unexplained(row.module() + " " + name, "the replay is not complete"));
    }
    cases.add(new Case(row.module(), "replay", name, row.seconds(), mine, null));
  }

  private void fault(FaultRow row) {
    boolean inModel = row.where().equals("model");
    String name = row.fault() + (inModel ? " in the model" : " on " + row.where());
    List<Failure> mine =
        take(
            failure ->
                is(failure, row.module(), row.fault())
                    && (inModel ? failure.engine() == null : row.where().equals(failure.engine())));
    if (mine.isEmpty() && !row.caught() && !row.isPlanted()) {
      String why = "survives, for the reason that the manifest gives";
      cases.add(new Case(row.module(), "faults", name, 0, List.of(), why));
      return;
    }
    if (mine.isEmpty() && !row.caught()) {
      mine = List.of(unexplained(row.module() + " " + name, "the fault is not caught"));
    }
    cases.add(new Case(row.module(), "faults", name, 0, mine, null));
  }

  private static boolean is(Failure failure, String module, String entry) {
    return module.equals(failure.module()) && Objects.equals(entry, failure.entry());
  }

  /** A row says so, but no failure does: that must not look like a pass. */
  private static Failure unexplained(String where, String why) {
    return Failure.of(ExitCode.VIOLATED, where, why);
  }

  private List<Failure> take(Predicate<Failure> wanted) {
    List<Failure> taken = left.stream().filter(wanted).toList();
    left.removeAll(taken);
    return taken;
  }
}
