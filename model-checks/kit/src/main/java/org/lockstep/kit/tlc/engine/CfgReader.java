package org.lockstep.kit.tlc.engine;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.tlc.CfgView;
import tlc2.tool.impl.ModelConfig;
import tlc2.util.Vect;
import util.FilenameToStream;
import util.ToolIO;

/** Reads a cfg with TLC's own parser of cfgs. */
final class CfgReader {
  private CfgReader() {}

  static CfgView read(Path cfg, Console console) {
    ToolIO.out = console;
    ToolIO.err = console;
    ModelConfig config = new ModelConfig(cfg.toString(), new OneFile(cfg));
    config.parse();
    return new CfgView(
        name(config.getSpec()),
        constants(config),
        new LinkedHashMap<>(config.getOverrides()),
        texts(config.getInvariants()),
        texts(config.getProperties()),
        texts(config.getConstraints()),
        texts(config.getActionConstraints()),
        name(config.getSymmetry()),
        name(config.getView()));
  }

  /** A line of the table is the constant's name, its arguments if it has any, and the value. */
  private static Map<String, String> constants(ModelConfig config) {
    Map<String, String> constants = new LinkedHashMap<>();
    Vect<?> lines = config.getConstants();
    for (int i = 0; i < lines.size(); i++) {
      Vect<?> line = (Vect<?>) lines.elementAt(i);
      constants.put(
          String.valueOf(line.elementAt(0)), String.valueOf(line.elementAt(line.size() - 1)));
    }
    return constants;
  }

  private static List<String> texts(Vect<?> names) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      texts.add(String.valueOf(names.elementAt(i)));
    }
    return texts;
  }

  private static @Nullable String name(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  /** The parser asks for nothing but the cfg itself. */
  private record OneFile(Path file) implements FilenameToStream {
    @Override
    public File resolve(String name, boolean isModule) {
      return file.toFile();
    }

    @Override
    public String getFullPath() {
      return file.toString();
    }

    @Override
    public boolean isStandardModule(String module) {
      return false;
    }
  }
}
