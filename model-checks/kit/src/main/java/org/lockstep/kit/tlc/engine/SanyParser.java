package org.lockstep.kit.tlc.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.TlcException;
import org.lockstep.kit.tlc.bridge.Parser;
import org.lockstep.kit.tlc.syntax.Definition;
import org.lockstep.kit.tlc.syntax.ParsedModule;
import tla2sany.drivers.SANY;
import tla2sany.modanalyzer.SpecObj;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpDefNode;
import util.ToolIO;

/** Parses with SANY, the parser of this loader's TLC, and turns its tree into the kit's terms. */
public final class SanyParser implements Parser {
  private final List<Path> folders;
  private final Path scratch;

  public SanyParser(List<Path> folders, Path scratch) {
    this.folders = List.copyOf(folders);
    this.scratch = scratch;
  }

  @Override
  public ParsedModule parse(String module) {
    Console console = new Console();
    ToolIO.out = console;
    ToolIO.err = console;
    Path file = folders.get(0).resolve(module + ".tla");
    CheckRequest request = CheckRequest.of(file, file).searching(folders.toArray(Path[]::new));
    SpecObj spec = new SpecObj(file.toString(), new SpecPath(request, scratch));
    try {
      SANY.frontEndInitialize(spec, console);
      SANY.frontEndParse(spec, console);
      SANY.frontEndSemanticAnalysis(spec, console, true);
    } catch (Exception | StackOverflowError e) {
      throw new TlcException("module " + module + " does not parse: " + errors(spec, console), e);
    }
    ModuleNode root = spec.getExternalModuleTable().getRootModule();
    if (root == null
        || !spec.getSemanticErrors().isSuccess()
        || !spec.getParseErrors().isSuccess()) {
      throw new TlcException("module " + module + " does not parse: " + errors(spec, console));
    }
    return read(root);
  }

  private static String errors(SpecObj spec, Console console) {
    List<String> messages = new ArrayList<>(console.messages());
    Stream.of(spec.getSemanticErrors(), spec.getParseErrors())
        .filter(errors -> errors != null && !errors.isSuccess())
        .forEach(errors -> messages.add(errors.toString()));
    return String.join("; ", Messages.parserErrors(messages));
  }

  private static ParsedModule read(ModuleNode root) {
    String name = root.getName().toString();
    List<Definition> definitions = new ArrayList<>();
    Map<String, String> unread = new LinkedHashMap<>();
    for (OpDefNode definition : root.getOpDefs()) {
      if (!definition.getOriginallyDefinedInModuleNode().equals(root)) {
        continue;
      }
      try {
        definitions.add(TermReader.definition(definition));
      } catch (TermReader.Unknown e) {
        unread.put(definition.getName().toString(), String.valueOf(e.getMessage()));
      }
    }
    List<String> variables =
        Stream.of(root.getVariableDecls())
            .filter(v -> v.getOriginallyDefinedInModuleNode().equals(root))
            .map(v -> v.getName().toString())
            .toList();
    return new ParsedModule(name, variables, definitions, unread);
  }
}
