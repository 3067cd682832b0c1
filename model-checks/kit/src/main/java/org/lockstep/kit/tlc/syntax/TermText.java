package org.lockstep.kit.tlc.syntax;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lockstep.kit.tlc.syntax.Term.Bound;
import org.lockstep.kit.tlc.syntax.Term.Kind;

/**
 * Writes terms as TLA+ on one line, every operator in parentheses: no layout and no precedence can
 * change their meaning.
 */
final class TermText {
  private static final Map<String, Function<Term, String>> BUILT_IN =
      Map.ofEntries(
          Map.entry("'", t -> arg(t, 0) + "'"),
          Map.entry("$IfThenElse", t -> "(IF %s THEN %s ELSE %s)".formatted(all(t))),
          Map.entry("$Case", t -> "(CASE " + list(t.args(), TermText::arm, " [] ") + ")"),
          Map.entry("$Except", TermText::except),
          Map.entry("$FcnApply", t -> arg(t, 0) + "[" + arg(t, 1) + "]"),
          Map.entry("$FcnConstructor", t -> "[" + bounds(t) + " |-> " + arg(t, 0) + "]"),
          Map.entry("$SetOfFcns", t -> "[%s -> %s]".formatted(all(t))),
          Map.entry("$SetEnumerate", t -> "{" + commas(t) + "}"),
          Map.entry("$SubsetOf", t -> "{" + bounds(t) + " : " + arg(t, 0) + "}"),
          Map.entry("$SetOfAll", t -> "{" + arg(t, 0) + " : " + bounds(t) + "}"),
          Map.entry("$Tuple", t -> "<<" + commas(t) + ">>"),
          Map.entry("$CartesianProd", t -> "(" + list(t.args(), TermText::of, " \\X ") + ")"),
          Map.entry("$RcdConstructor", t -> "[" + fields(t, " |-> ") + "]"),
          Map.entry("$SetOfRcds", t -> "[" + fields(t, " : ") + "]"),
          Map.entry("$RcdSelect", t -> arg(t, 0) + "." + arg(t, 1)),
          Map.entry("$BoundedExists", t -> quantified("\\E ", t)),
          Map.entry("$BoundedForall", t -> quantified("\\A ", t)),
          Map.entry("$BoundedChoose", t -> quantified("CHOOSE ", t)),
          Map.entry("$SquareAct", t -> "[" + arg(t, 0) + "]_" + subscript(t, 1)),
          Map.entry("$AngleAct", t -> "<<" + arg(t, 0) + ">>_" + subscript(t, 1)),
          Map.entry("$WF", t -> "WF_" + subscript(t, 0) + "(" + arg(t, 1) + ")"),
          Map.entry("$SF", t -> "SF_" + subscript(t, 0) + "(" + arg(t, 1) + ")"));

  private static final List<String> PREFIX =
      List.of("\\lnot", "[]", "<>", "-.", "UNCHANGED", "ENABLED", "DOMAIN", "SUBSET", "UNION");

  private TermText() {}

  static String of(Term term) {
    return switch (term.kind()) {
      case NUMBER, FIELD, AT, OPERATOR -> term.name();
      case STRING -> "\"" + term.name().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
      case LET ->
          "(LET " + list(term.lets(), TermText::definition, " ") + " IN " + last(term) + ")";
      case APPLY -> application(term);
    };
  }

  private static String application(Term term) {
    Function<Term, String> builtIn = BUILT_IN.get(term.name());
    if (builtIn != null) {
      return builtIn.apply(term);
    }
    if (term.args().isEmpty()) {
      return term.name();
    }
    if (PREFIX.contains(term.name())) {
      String sign = term.name().equals("-.") ? "-" : term.name();
      return "(" + sign + " " + arg(term, 0) + ")";
    }
    if (Character.isLetter(term.name().charAt(0)) || term.name().startsWith("_")) {
      return term.name() + "(" + commas(term) + ")";
    }
    return "(" + list(term.args(), TermText::of, " " + term.name() + " ") + ")";
  }

  private static String definition(Definition let) {
    String head = let.parameters().isEmpty() ? "" : "(" + String.join(", ", let.parameters()) + ")";
    return let.name() + head + " == " + of(let.body());
  }

  private static String arm(Term pair) {
    return pair.args().size() == 1
        ? "OTHER -> " + arg(pair, 0)
        : arg(pair, 0) + " -> " + arg(pair, 1);
  }

  private static String except(Term term) {
    List<Term> changes = term.args().subList(1, term.args().size());
    return "[" + arg(term, 0) + " EXCEPT " + list(changes, TermText::change, ", ") + "]";
  }

  private static String change(Term pair) {
    String path =
        pair.args().get(0).args().stream()
            .map(step -> step.kind() == Kind.FIELD ? "." + step.name() : "[" + of(step) + "]")
            .collect(Collectors.joining());
    return "!" + path + " = " + arg(pair, 1);
  }

  private static String fields(Term term, String between) {
    return list(term.args(), pair -> arg(pair, 0) + between + arg(pair, 1), ", ");
  }

  private static String quantified(String quantifier, Term term) {
    return "(" + quantifier + bounds(term) + " : " + arg(term, 0) + ")";
  }

  private static String bounds(Term term) {
    return list(term.bounds(), TermText::bound, ", ");
  }

  private static String bound(Bound bound) {
    String names = String.join(", ", bound.names());
    return (bound.tuple() ? "<<" + names + ">>" : names) + " \\in " + of(bound.set());
  }

  private static String subscript(Term term, int index) {
    String text = arg(term, index);
    return text.startsWith("<<") || text.startsWith("(") ? text : "(" + text + ")";
  }

  private static Object[] all(Term term) {
    return term.args().stream().map(TermText::of).toArray();
  }

  private static String commas(Term term) {
    return list(term.args(), TermText::of, ", ");
  }

  private static String arg(Term term, int index) {
    return of(term.args().get(index));
  }

  private static String last(Term term) {
    return arg(term, term.args().size() - 1);
  }

  private static <T> String list(List<T> parts, Function<T, String> text, String between) {
    return parts.stream().map(text).collect(Collectors.joining(between));
  }
}
