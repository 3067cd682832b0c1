package org.lockstep.kit.tlc.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.tlc.Definition;
import org.lockstep.kit.tlc.SpecView;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.Action;

/** Turns SANY's tree into values that outlive this class loader. */
final class SanyReader {
  private static final String LINE_COMMENT = "\\*";

  private SanyReader() {}

  static SpecView read(Spec spec) {
    ModuleNode root = spec.tool().getRootModule();
    List<Definition> definitions = new ArrayList<>();
    for (OpDefNode node : root.getOpDefs()) {
      if (!node.isBuiltIn() && !node.isStandardModule()) {
        definitions.add(definition(node));
      }
    }
    Set<String> actions = new LinkedHashSet<>();
    for (Action action : spec.tool().getActions()) {
      actions.add(spec.labels().of(action).action());
    }
    List<String> variables =
        Stream.of(spec.tool().getSpecProcessor().getVariablesNodes())
            .map(it -> it.getName().toString())
            .toList();
    return new SpecView(root.getName().toString(), definitions, variables, List.copyOf(actions));
  }

  private static Definition definition(OpDefNode node) {
    Set<String> uses = new LinkedHashSet<>();
    collect(node.getBody(), uses);
    return new Definition(
        node.getName().toString(),
        node.getOriginallyDefinedInModuleNode().getName().toString(),
        node.getLocation().beginLine(),
        Stream.of(node.getParams()).map(FormalParamNode::getName).map(String::valueOf).toList(),
        comment(node.getPreComments()),
        uses);
  }

  /** Only what follows the last block comment: such a block heads a section. */
  private static List<String> comment(String @Nullable [] above) {
    List<String> lines = new ArrayList<>();
    for (String each : above == null ? new String[0] : above) {
      String text = each.strip();
      if (text.startsWith(LINE_COMMENT)) {
        lines.add(text.substring(LINE_COMMENT.length()).strip());
      } else {
        lines.clear();
      }
    }
    return lines;
  }

  private static void collect(@Nullable SemanticNode node, Set<String> names) {
    if (node == null) {
      return;
    }
    if (node instanceof OpApplNode application) {
      name(application.getOperator(), names);
    } else if (node instanceof OpArgNode argument) {
      name(argument.getOp(), names);
    }
    SemanticNode[] children = node.getChildren();
    if (children != null) {
      for (SemanticNode child : children) {
        collect(child, names);
      }
    }
  }

  private static void name(SymbolNode symbol, Set<String> names) {
    boolean own = symbol instanceof OpDefNode && !symbol.isBuiltIn() && !symbol.isStandardModule();
    if (own || symbol instanceof OpDeclNode) {
      names.add(symbol.getName().toString());
    }
  }
}
