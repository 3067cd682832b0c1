package org.lockstep.gate.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.lockstep.gate.Workspace;
import org.lockstep.kit.itf.Itf;
import org.lockstep.kit.model.Trace;

/** Saves traces so that they can be replayed; what is needed for that stands in the file. */
public final class TraceFiles {
  public static final String MODULE = "module";
  public static final String MODEL = "model";

  private final Workspace workspace;

  public TraceFiles(Workspace workspace) {
    this.workspace = workspace;
  }

  /** Saves a trace of a model or fault and says how to replay it. */
  String save(Trace trace, String module, String model, String where) {
    Path file = workspace.traces().resolve(module + "-" + model + "-" + where + ".itf.json");
    write(file, trace, Map.of(MODULE, module, MODEL, model));
    return workspace.shown(file);
  }

  public static void write(Path file, Trace trace, Map<String, String> meta) {
    Map<String, String> all = new TreeMap<>(trace.meta());
    all.putAll(meta);
    try {
      Itf.write(file, new Trace(trace.states(), trace.labels(), trace.loopTo(), all));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
