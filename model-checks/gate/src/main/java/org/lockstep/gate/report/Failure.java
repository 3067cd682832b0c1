package org.lockstep.gate.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.ExitCode;

/**
 * One thing that is not as promised, with the place where a reader can look.
 *
 * @param where the check that failed, in words
 * @param module whose check it was, null if of none
 * @param entry the model or fault, null if of none
 * @param engine the engine, null if of none
 * @param definition the violated property or the diverging action, null if not known
 * @param location where that stands, null if not known
 */
public record Failure(
    ExitCode code,
    Rule rule,
    String where,
    String message,
    @Nullable String module,
    @Nullable String entry,
    @Nullable String engine,
    @Nullable String definition,
    @Nullable Location location) {

  /** What kind of promise was broken. */
  public enum Rule {
    MODEL("A model did not give the result that its manifest promises."),
    DIVERGENCE("An engine left its model during a replay."),
    FAULT("A deliberate fault was not caught."),
    SELF_CHECK("A check of the gate on itself failed: something is claimed that nothing shows."),
    NO_VERDICT("A check could not be carried out or did not finish, so there is no verdict.");

    private final String meaning;

    Rule(String meaning) {
      this.meaning = meaning;
    }

    public String meaning() {
      return meaning;
    }

    /** As CI servers are told. */
    public String id() {
      return "lockstep/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A failure of a check that is named "Module", "Module Entry", "Module Entry on engine" or
   * "engine name", as all checks are.
   */
  public static Failure of(ExitCode code, String where, String why) {
    String message = why.replaceAll("\\s*\\R\\s*", " ");
    String[] sides = where.split(" on ", 2);
    String[] words = sides[0].split(" ", 2);
    boolean ofEngine = words[0].equals("engine");
    String entry = ofEngine || words.length == 1 ? null : words[1];
    String engine = ofEngine && words.length == 2 ? words[1] : sides.length == 2 ? sides[1] : null;
    Rule rule =
        code != ExitCode.VIOLATED
            ? Rule.NO_VERDICT
            : engine != null ? Rule.DIVERGENCE : entry != null ? Rule.MODEL : Rule.SELF_CHECK;
    String module = ofEngine ? null : words[0];
    return new Failure(code, rule, where, message, module, entry, engine, null, null);
  }

  /** Of a model, though the check is named after the module. */
  public Failure ofModel(String name, @Nullable String violated) {
    Rule kind = rule == Rule.SELF_CHECK ? Rule.MODEL : rule;
    return new Failure(code, kind, where, message, module, name, engine, violated, location);
  }

  public Failure about(@Nullable String name) {
    return new Failure(code, rule, where, message, module, entry, engine, name, location);
  }

  /** The same, of a deliberate fault. */
  public Failure ofFault() {
    Rule kind = rule == Rule.NO_VERDICT ? rule : Rule.FAULT;
    return new Failure(code, kind, where, message, module, entry, engine, definition, location);
  }

  public Failure at(@Nullable Location place) {
    return new Failure(code, rule, where, message, module, entry, engine, definition, place);
  }

  /** The line that users see. */
  public String text() {
    return where + ": " + message;
  }
}
