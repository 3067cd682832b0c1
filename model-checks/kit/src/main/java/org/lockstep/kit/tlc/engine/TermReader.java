package org.lockstep.kit.tlc.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.tlc.syntax.Definition;
import org.lockstep.kit.tlc.syntax.Level;
import org.lockstep.kit.tlc.syntax.Term;
import org.lockstep.kit.tlc.syntax.Term.Bound;
import org.lockstep.kit.tlc.syntax.Term.Kind;
import tla2sany.semantic.AtNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.NumeralNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;
import tla2sany.st.Location;

/** Turns SANY's nodes into terms; refuses what it does not know rather than to lose it. */
final class TermReader {
  /** SANY's names for what has two spellings, and for lists by layout. */
  private static final Map<String, String> SPELLED =
      Map.of("$ConjList", "/\\", "\\land", "/\\", "$DisjList", "\\/", "\\lor", "\\/");

  /** Built-in operators that only stand inside others. */
  private static final Set<String> PARTS = Set.of("$Pair", "$Seq");

  private static final Set<String> KNOWN =
      Set.of(
          "$IfThenElse",
          "$Case",
          "$Except",
          "$FcnApply",
          "$FcnConstructor",
          "$SetOfFcns",
          "$SetEnumerate",
          "$SubsetOf",
          "$SetOfAll",
          "$Tuple",
          "$CartesianProd",
          "$RcdConstructor",
          "$SetOfRcds",
          "$RcdSelect",
          "$BoundedExists",
          "$BoundedForall",
          "$BoundedChoose",
          "$SquareAct",
          "$AngleAct",
          "$WF",
          "$SF");

  /** A construct that terms have no form for. */
  static final class Unknown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unknown(String what) {
      super(what);
    }
  }

  private TermReader() {}

  static Definition definition(OpDefNode node) {
    List<String> parameters = new ArrayList<>();
    for (FormalParamNode parameter : node.getParams()) {
      if (parameter.getArity() != 0) {
        throw new Unknown("the operator parameter " + parameter.getName());
      }
      parameters.add(parameter.getName().toString());
    }
    Location at = node.getBody().getLocation();
    Definition.Place place =
        new Definition.Place(at.beginLine(), at.beginColumn(), at.endLine(), at.endColumn());
    return new Definition(node.getName().toString(), parameters, term(node.getBody()), place);
  }

  private static Term term(SemanticNode node) {
    if (node instanceof OpApplNode application) {
      return application(application);
    }
    if (node instanceof NumeralNode number) {
      return Term.literal(Kind.NUMBER, String.valueOf(number.val()));
    }
    if (node instanceof StringNode string) {
      return Term.literal(Kind.STRING, string.getRep().toString());
    }
    if (node instanceof AtNode) {
      return new Term(Kind.AT, "@", List.of(), List.of(), List.of(), Level.STATE);
    }
    if (node instanceof OpArgNode operator) {
      return Term.literal(Kind.OPERATOR, operator(operator));
    }
    if (node instanceof LetInNode let) {
      List<Definition> lets = Stream.of(let.getLets()).map(TermReader::definition).toList();
      Term body = term(let.getBody());
      return new Term(Kind.LET, "LET", List.of(body), List.of(), lets, body.level());
    }
    throw new Unknown(node.getClass().getSimpleName());
  }

  /** An operator without a name is taken as it is: nothing looks into it. */
  private static String operator(OpArgNode node) {
    String name = node.getName().toString();
    if (!name.equals("LAMBDA") || !(node.getOp() instanceof OpDefNode lambda)) {
      return name;
    }
    Definition unnamed = definition(lambda);
    return "LAMBDA " + String.join(", ", unnamed.parameters()) + " : " + unnamed.body();
  }

  private static Term application(OpApplNode node) {
    String name = node.getOperator().getName().toString();
    String spelled = SPELLED.getOrDefault(name, name);
    if (spelled.startsWith("$") && !KNOWN.contains(spelled) && !PARTS.contains(spelled)) {
      throw new Unknown("the construct " + spelled);
    }
    if (node.getUnbdedQuantSymbols() != null) {
      throw new Unknown("a quantifier without a set");
    }
    List<Term> args = new ArrayList<>();
    for (SemanticNode child : node.getArgs()) {
      if (child != null) { // OTHER has no condition
        args.add(term(child));
      }
    }
    Level level = Level.values()[node.getLevel()];
    return new Term(Kind.APPLY, spelled, fields(spelled, args), bounds(node), List.of(), level);
  }

  /** The names of fields are strings to SANY. */
  private static List<Term> fields(String operator, List<Term> args) {
    return switch (operator) {
      case "$RcdSelect" -> List.of(args.get(0), Term.literal(Kind.FIELD, args.get(1).name()));
      case "$RcdConstructor", "$SetOfRcds" ->
          args.stream()
              .map(pair -> pair.with(0, Term.literal(Kind.FIELD, pair.args().get(0).name())))
              .toList();
      default -> args;
    };
  }

  private static List<Bound> bounds(OpApplNode node) {
    FormalParamNode @Nullable [][] symbols = node.getBdedQuantSymbolLists();
    if (symbols == null) {
      return List.of();
    }
    List<Bound> bounds = new ArrayList<>();
    for (int i = 0; i < symbols.length; i++) {
      List<String> names = Stream.of(symbols[i]).map(p -> p.getName().toString()).toList();
      bounds.add(new Bound(names, node.isBdedQuantATuple()[i], term(node.getBdedQuantBounds()[i])));
    }
    return bounds;
  }
}
