package org.lockstep.kit.tlc.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.APSubstInNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SubstInNode;
import tlc2.tool.Action;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.EvalControl;
import tlc2.tool.IContextEnumerator;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.FastTool;
import tlc2.util.Context;
import tlc2.value.IValue;

/**
 * Finds the operator that names each action instance. TLC takes the next-state relation apart over
 * disjunctions and constant quantifiers and goes on through definitions, so it would call {@code
 * Submit(t) == Call(t, "submit")} {@code Call}. This walk takes the same way and remembers the
 * <em>outermost</em> operator below the last branch: {@code Submit}.
 */
final class ActionWalk {
  /** The naming operator of an action, with the context that binds its parameters. */
  record Named(@Nullable OpDefNode operator, Context context) {}

  private record Leaf(SemanticNode node, Named name) {}

  /** Where the walk stands: the name since the last branch, and the name to fall back to. */
  private record Frame(@Nullable Named current, Named fallback) {
    Frame enter(OpDefNode operator, Context context) {
      return current != null ? this : new Frame(new Named(operator, context), fallback);
    }

    Frame branch() {
      return new Frame(null, name());
    }

    Named name() {
      return current != null ? current : fallback;
    }
  }

  private final FastTool tool;
  private final List<Leaf> leaves = new ArrayList<>();

  private ActionWalk(FastTool tool) {
    this.tool = tool;
  }

  /** The names of the tool's actions, in the same order. */
  static List<Named> names(FastTool tool) {
    ActionWalk walk = new ActionWalk(tool);
    Action next = tool.getNextStateSpec();
    Action[] actions = tool.getActions();
    if (next != null) {
      // The operator Next itself names no action, unless it has no parts.
      walk.root(next);
    }
    boolean same = walk.leaves.size() == actions.length;
    for (int i = 0; same && i < actions.length; i++) {
      same = walk.leaves.get(i).node().equals(actions[i].pred);
    }
    if (!same) {
      throw new IllegalStateException(
          "TLC splits the next-state relation into "
              + actions.length
              + " actions in another way than expected, into "
              + walk.leaves.size());
    }
    return walk.leaves.stream().map(Leaf::name).toList();
  }

  private void root(Action next) {
    SemanticNode node = next.pred;
    Named fallback = new Named(next.getOpDef(), next.con);
    if (node instanceof OpApplNode application
        && application.getArgs().length == 0
        && tool.lookup(application.getOperator(), next.con, false) instanceof OpDefNode operator) {
      fallback = new Named(operator, next.con);
      if (BuiltInOPs.getOpCode(operator.getName()) == 0) {
        walk(operator.getBody(), next.con, new Frame(null, fallback));
        return;
      }
    }
    walk(node, next.con, new Frame(null, fallback));
  }

  private void walk(SemanticNode node, Context context, Frame frame) {
    if (node instanceof OpApplNode application) {
      application(application, context, frame);
    } else if (node instanceof LetInNode let) {
      walk(let.getBody(), context, frame);
    } else if (node instanceof SubstInNode sub && sub.getSubsts().length == 0) {
      walk(sub.getBody(), context, frame);
    } else if (node instanceof APSubstInNode sub && sub.getSubsts().length == 0) {
      walk(sub.getBody(), context, frame);
    } else if (node instanceof LabelNode label) {
      walk(label.getBody(), context, frame);
    } else {
      leaves.add(new Leaf(node, frame.name()));
    }
  }

  private void application(OpApplNode node, Context context, Frame frame) {
    ExprOrOpArgNode[] args = node.getArgs();
    int opcode = BuiltInOPs.getOpCode(node.getOperator().getName());
    if (opcode == 0) {
      if (tool.lookup(node.getOperator(), context, false) instanceof OpDefNode operator) {
        opcode = BuiltInOPs.getOpCode(operator.getName());
        if (opcode == 0 && descend(operator, args, context, frame)) {
          return;
        }
      }
      if (opcode == 0) {
        Frame entered =
            node.getOperator() instanceof OpDefNode operator
                ? frame.enter(operator, Context.Empty)
                : frame;
        leaves.add(new Leaf(node, entered.name()));
        return;
      }
    }
    switch (opcode) {
      case ToolGlobals.OPCODE_be -> quantifier(node, context, frame);
      case ToolGlobals.OPCODE_dl, ToolGlobals.OPCODE_lor -> {
        for (ExprOrOpArgNode arg : args) {
          walk(arg, context, frame.branch());
        }
      }
      default -> leaves.add(new Leaf(node, frame.name()));
    }
  }

  /** Goes on in the operator's body if all its arguments are constants, as TLC does. */
  private boolean descend(
      OpDefNode operator, ExprOrOpArgNode[] args, Context context, Frame frame) {
    Context bound = context;
    FormalParamNode[] formals = operator.getParams();
    try {
      for (ExprOrOpArgNode arg : args) {
        if (arg.getLevel() != 0) {
          return false;
        }
      }
      for (int i = 0; i < args.length; i++) {
        IValue value = tool.eval(args[i], context, TLCState.Empty);
        bound = bound.cons(formals[i], value);
      }
    } catch (RuntimeException | StackOverflowError e) {
      return false; // TLC goes no further here either
    }
    walk(operator.getBody(), bound, frame.enter(operator, bound));
    return true;
  }

  private void quantifier(OpApplNode node, Context context, Frame frame) {
    int before = leaves.size();
    try {
      IContextEnumerator contexts =
          tool.contexts(node, context, TLCState.Empty, TLCState.Empty, EvalControl.Clear);
      for (Context each = contexts.nextElement(); each != null; each = contexts.nextElement()) {
        walk(node.getArgs()[0], each, frame.branch());
      }
    } catch (RuntimeException | StackOverflowError e) {
      // The set depends on the state: TLC does not split this quantifier.
      leaves.subList(before, leaves.size()).clear();
      leaves.add(new Leaf(node, frame.name()));
    }
  }
}
