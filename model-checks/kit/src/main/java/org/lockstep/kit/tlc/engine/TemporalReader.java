package org.lockstep.kit.tlc.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.tlc.Formula;
import org.lockstep.kit.tlc.TemporalSpec;
import org.lockstep.kit.tlc.TlcException;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;
import tlc2.tool.Action;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.EvalControl;
import tlc2.tool.IContextEnumerator;
import tlc2.tool.Specs;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.FastTool;
import tlc2.util.Context;
import tlc2.value.IBoolValue;
import tlc2.value.impl.LazyValue;

/**
 * Reads fairness and temporal properties off the parsed specification. It goes down to what a
 * single state or step decides and keeps that as TLC's own expression; a temporal form that it does
 * not know is an error, never left out.
 */
final class TemporalReader {
  private static final int STATE = 1;
  private static final int STEP = 2;

  /** A fair action: {@code <<step>>_subscript}. */
  record FairAction(Action step, ExprNode subscript, String text) {}

  private final FastTool tool;
  private final List<Action> predicates = new ArrayList<>();
  private final List<Action> steps = new ArrayList<>();
  private final List<FairAction> fairActions = new ArrayList<>();
  private final TemporalSpec spec;

  TemporalReader(FastTool tool) {
    this.tool = tool;
    List<Formula> fairness = new ArrayList<>();
    for (Action conjunct : tool.getTemporals()) {
      fairness.add(read(conjunct.pred, conjunct.con));
    }
    List<TemporalSpec.Property> properties = new ArrayList<>();
    Action[] implied = tool.getImpliedTemporals();
    for (int i = 0; i < implied.length; i++) {
      properties.add(
          new TemporalSpec.Property(
              name(tool.getImpliedTemporalNames()[i], implied[i].pred),
              read(implied[i].pred, implied[i].con)));
    }
    this.spec =
        new TemporalSpec(fairness, properties, fairActions.stream().map(FairAction::text).toList());
  }

  TemporalSpec spec() {
    return spec;
  }

  List<Action> predicates() {
    return predicates;
  }

  List<Action> steps() {
    return steps;
  }

  List<FairAction> fairActions() {
    return fairActions;
  }

  /** TLC names an anonymous conjunct by a dump of its syntax tree. */
  private static String name(String given, SemanticNode node) {
    return given.matches("\\w+(!\\w+)*") ? given : "property at " + node.getLocation();
  }

  private Formula read(SemanticNode node, Context context) {
    if (node instanceof SubstInNode substitution) {
      return read(substitution.getBody(), substituted(substitution, context));
    }
    if (node instanceof LetInNode let) {
      return read(let.getBody(), context);
    }
    if (node instanceof LabelNode label) {
      return read(label.getBody(), context);
    }
    int level = node instanceof LevelNode levelled ? Specs.getLevel(levelled, context) : STEP + 1;
    if (level <= STATE) {
      predicates.add(new Action(node, context));
      return new Formula.Predicate(predicates.size() - 1);
    }
    if (level == STEP) {
      steps.add(new Action(node, context));
      return new Formula.StepPredicate(steps.size() - 1);
    }
    if (node instanceof OpApplNode application) {
      return application(application, context);
    }
    throw unreadable(node, node.getClass().getSimpleName());
  }

  private Context substituted(SubstInNode node, Context context) {
    Context bound = context;
    for (Subst substitution : node.getSubsts()) {
      // Not to be cached: the context outlives the state that it is first evaluated in.
      bound = bound.cons(substitution.getOp(), tool.getVal(substitution.getExpr(), context, false));
    }
    return bound;
  }

  private Formula application(OpApplNode node, Context context) {
    int opcode = BuiltInOPs.getOpCode(node.getOperator().getName());
    if (opcode == 0) {
      Object meaning = tool.lookup(node.getOperator(), context, false);
      if (meaning instanceof OpDefNode definition) {
        opcode = BuiltInOPs.getOpCode(definition.getName());
        if (opcode == 0) {
          return read(definition.getBody(), bound(node, definition, context));
        }
      } else if (meaning instanceof IBoolValue constant) {
        return new Formula.Constant(constant.getVal());
      } else if (meaning instanceof LazyValue argument) {
        return read(argument.expr, argument.con);
      }
    }
    return builtIn(node, opcode, context);
  }

  private Context bound(OpApplNode node, OpDefNode definition, Context context) {
    ExprOrOpArgNode[] args = node.getArgs();
    FormalParamNode[] formals = definition.getParams();
    Context bound = context;
    for (int i = 0; i < args.length; i++) {
      boolean constant = Specs.getLevel(args[i], context) == 0 && args[i] instanceof ExprNode;
      Object value =
          constant
              ? tool.eval(args[i], context, TLCState.Empty)
              : tool.getVal(args[i], context, false);
      bound = bound.cons(formals[i], value);
    }
    return bound;
  }

  private Formula builtIn(OpApplNode node, int opcode, Context context) {
    ExprOrOpArgNode[] args = node.getArgs();
    return switch (opcode) {
      case ToolGlobals.OPCODE_cl, ToolGlobals.OPCODE_land -> new Formula.And(all(args, context));
      case ToolGlobals.OPCODE_dl, ToolGlobals.OPCODE_lor -> new Formula.Or(all(args, context));
      case ToolGlobals.OPCODE_lnot -> new Formula.Not(read(args[0], context));
      case ToolGlobals.OPCODE_implies ->
          Formula.implies(read(args[0], context), read(args[1], context));
      case ToolGlobals.OPCODE_equiv -> {
        Formula left = read(args[0], context);
        Formula right = read(args[1], context);
        yield new Formula.And(List.of(Formula.implies(left, right), Formula.implies(right, left)));
      }
      case ToolGlobals.OPCODE_ite -> {
        Formula guard = read(args[0], context);
        yield new Formula.And(
            List.of(
                Formula.implies(guard, read(args[1], context)),
                new Formula.Or(List.of(guard, read(args[2], context)))));
      }
      case ToolGlobals.OPCODE_bf -> new Formula.And(quantified(node, context));
      case ToolGlobals.OPCODE_be -> new Formula.Or(quantified(node, context));
      case ToolGlobals.OPCODE_box -> new Formula.Always(read(args[0], context));
      case ToolGlobals.OPCODE_diamond -> new Formula.Eventually(read(args[0], context));
      case ToolGlobals.OPCODE_leadto ->
          Formula.leadsTo(read(args[0], context), read(args[1], context));
      case ToolGlobals.OPCODE_wf -> fair(false, args, context);
      case ToolGlobals.OPCODE_sf -> fair(true, args, context);
      case ToolGlobals.OPCODE_nop -> read(args[0], context);
      case ToolGlobals.OPCODE_te -> throw unreadable(node, "\\EE");
      case ToolGlobals.OPCODE_tf -> throw unreadable(node, "\\AA");
      default -> throw unreadable(node, node.getOperator().getName().toString());
    };
  }

  private List<Formula> all(ExprOrOpArgNode[] args, Context context) {
    List<Formula> formulas = new ArrayList<>();
    for (ExprOrOpArgNode arg : args) {
      formulas.add(read(arg, context));
    }
    return formulas;
  }

  private List<Formula> quantified(OpApplNode node, Context context) {
    List<Context> contexts = new ArrayList<>();
    try {
      IContextEnumerator each =
          tool.contexts(node, context, TLCState.Empty, TLCState.Empty, EvalControl.Clear);
      for (Context next = next(each); next != null; next = next(each)) {
        contexts.add(next);
      }
    } catch (RuntimeException | StackOverflowError e) {
      throw unreadable(node, "a quantifier over a set that depends on the state");
    }
    return contexts.stream().map(each -> read(node.getArgs()[0], each)).toList();
  }

  private static @Nullable Context next(IContextEnumerator contexts) {
    return contexts.nextElement();
  }

  private Formula fair(boolean strong, ExprOrOpArgNode[] args, Context context) {
    String text = String.valueOf(args[1].getLocation());
    fairActions.add(new FairAction(new Action(args[1], context), (ExprNode) args[0], text));
    return new Formula.Fair(strong, fairActions.size() - 1);
  }

  private static TlcException unreadable(SemanticNode node, String form) {
    return new TlcException(
        "the fairness check cannot read the temporal form "
            + form
            + " ("
            + node.getLocation()
            + "); it reads [], <>, ~>, WF, SF, /\\, \\/, ~, =>, <=>, IF and quantifiers over constant sets");
  }
}
