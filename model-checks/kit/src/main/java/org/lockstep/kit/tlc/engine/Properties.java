package org.lockstep.kit.tlc.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lockstep.kit.tlc.CheckRequest;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SubstInNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.FastTool;
import tlc2.util.Vect;

/**
 * What a cfg asks TLC to check: its temporal properties, and what we refuse since the answer would
 * mislead.
 */
final class Properties {
  private static final int STATE = 1;
  private static final int ACTION = 2;
  private static final int TEMPORAL = 3;

  private final FastTool tool;

  Properties(FastTool tool) {
    this.tool = tool;
  }

  boolean hasTemporal() {
    return !tool.livenessIsTrue();
  }

  boolean hasSymmetry() {
    return !tool.getModelConfig().getSymmetry().isEmpty();
  }

  /** The names under PROPERTY that TLC checks as temporal formulas. */
  List<String> temporal() {
    List<String> names = new ArrayList<>();
    for (OpDefNode definition : definitions()) {
      if (isTemporal(definition.getBody())) {
        names.add(definition.getName().toString());
      }
    }
    return names;
  }

  /**
   * What the cfg calls a part of a property. TLC takes conjunctions apart, such as the Spec of a
   * module that this one refines, and names the parts by their places.
   */
  String named(String part) {
    Vect<?> names = tool.getModelConfig().getProperties();
    return part.startsWith("line ") && names.size() == 1
        ? String.valueOf(names.elementAt(0))
        : part;
  }

  /** Whether TLC is to look for deadlocks, if the cfg has a say in it. */
  boolean checksDeadlock() {
    return tool.getModelConfig().getCheckDeadlock();
  }

  /** Why this cfg must not be checked. */
  Optional<String> refusal(CheckRequest request) {
    for (OpDefNode definition : definitions()) {
      if (definition.getBody().getLevel() <= STATE) {
        String name = definition.getName().toString();
        return Optional.of(
            "PROPERTY "
                + name
                + " is a state predicate: TLC would check it in the initial state only; name it under INVARIANT");
      }
    }
    if (hasTemporal() && hasSymmetry()) {
      return Optional.of(
          "SYMMETRY together with the temporal property "
              + temporal()
              + ": TLC may miss violations; check it in a cfg without SYMMETRY");
    }
    if (!checksDeadlock() && !request.cfgDecidesDeadlock()) {
      return Optional.of(
          "CHECK_DEADLOCK FALSE: deadlock checking is always on here; give the module an explicit action for legal termination");
    }
    return Optional.empty();
  }

  private List<OpDefNode> definitions() {
    List<OpDefNode> definitions = new ArrayList<>();
    Vect<?> names = tool.getModelConfig().getProperties();
    for (int i = 0; i < names.size(); i++) {
      OpDefNode definition = tool.getRootModule().getOpDef(String.valueOf(names.elementAt(i)));
      if (definition != null) {
        definitions.add(definition);
      }
    }
    return definitions;
  }

  /**
   * Follows how TLC takes a property apart: conjunctions, then {@code []} of an action or a
   * predicate.
   */
  private static boolean isTemporal(SemanticNode node) {
    if (node instanceof SubstInNode substitution) {
      return isTemporal(substitution.getBody());
    }
    if (!(node instanceof OpApplNode application)) {
      return ((ExprNode) node).getLevel() >= TEMPORAL;
    }
    ExprOrOpArgNode[] args = application.getArgs();
    if (args.length == 0 && application.getOperator() instanceof OpDefNode definition) {
      return isTemporal(definition.getBody());
    }
    int opcode = BuiltInOPs.getOpCode(application.getOperator().getName());
    if (opcode == ToolGlobals.OPCODE_cl || opcode == ToolGlobals.OPCODE_land) {
      for (ExprOrOpArgNode conjunct : args) {
        if (isTemporal(conjunct)) {
          return true;
        }
      }
      return false;
    }
    if (opcode == ToolGlobals.OPCODE_box) {
      boolean isStep =
          args[0] instanceof OpApplNode step
              && BuiltInOPs.getOpCode(step.getOperator().getName()) == ToolGlobals.OPCODE_sa;
      return !isStep && args[0].getLevel() >= ACTION;
    }
    return application.getLevel() >= TEMPORAL;
  }
}
