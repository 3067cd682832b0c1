package org.lockstep.kit.tlc.engine;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.tlc.TlcException;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.Action;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.FastTool;
import tlc2.value.IValue;

/**
 * The name and arguments of each action instance. TLC splits the next-state relation over
 * disjunctions and over quantifiers with constant sets; behind any other quantifier the arguments
 * are lost, which {@link #requireComplete} reports.
 */
final class Labels {
  private final Map<Action, Label> labels = new IdentityHashMap<>();
  private final List<String> problems = new ArrayList<>();

  Labels(FastTool tool, Values values) {
    Action[] actions = tool.getActions();
    List<ActionWalk.Named> names = ActionWalk.names(tool);
    for (int i = 0; i < actions.length; i++) {
      labels.put(actions[i], make(actions[i], names.get(i), values));
    }
  }

  Label of(Action action) {
    Label label = labels.get(action);
    if (label == null) {
      throw new IllegalStateException("TLC took an action that it did not list: " + action);
    }
    return label;
  }

  void requireComplete() {
    if (!problems.isEmpty()) {
      throw new TlcException(String.join("; ", new LinkedHashSet<>(problems)));
    }
  }

  private Label make(Action action, ActionWalk.Named named, Values values) {
    OpDefNode definition = named.operator();
    String name =
        definition == null ? action.getName().toString() : definition.getName().toString();
    List<Value> args = new ArrayList<>();
    if (definition != null) {
      for (FormalParamNode parameter : definition.getParams()) {
        if (named.context().lookup(parameter) instanceof IValue value) {
          args.add(values.value(value));
        } else {
          problems.add(
              complain(
                  name,
                  action.pred,
                  "has no constant value for its parameter " + parameter.getName()));
        }
      }
    }
    OpDefNode hidden = hidden(action.pred);
    if (hidden != null) {
      problems.add(complain(name, action.pred, "hides the arguments of " + hidden.getName()));
    }
    return new Label(name, args);
  }

  private static String complain(String name, SemanticNode where, String what) {
    return "action "
        + name
        + " ("
        + where.getLocation()
        + ") "
        + what
        + ": in the next-state relation, quantify over constant sets only and move what depends on the state into a guard";
  }

  /** The action with parameters that an unsplit quantifier applies, if it does nothing else. */
  private static @Nullable OpDefNode hidden(SemanticNode node) {
    SemanticNode body = node;
    boolean quantified = false;
    while (body instanceof OpApplNode application) {
      int opcode = BuiltInOPs.getOpCode(application.getOperator().getName());
      if (opcode == ToolGlobals.OPCODE_be) {
        quantified = true;
        body = application.getArgs()[0];
      } else {
        boolean isAction =
            application.getOperator() instanceof OpDefNode && application.getLevel() >= 2;
        return quantified && opcode == 0 && isAction ? (OpDefNode) application.getOperator() : null;
      }
    }
    return null;
  }
}
