package org.lockstep.kit.tlc.engine;

import java.nio.file.Path;
import java.util.Collection;
import org.lockstep.kit.tlc.CheckRequest;
import tlc2.TLCGlobals;
import tlc2.output.MP;
import tlc2.output.MPRecorder;
import tlc2.tool.impl.FastTool;
import tlc2.util.FP64;
import tlc2.value.RandomEnumerableValues;
import util.ToolIO;

/** A parsed specification with its cfg, and TLC's global settings for it. */
record Spec(FastTool tool, Values values, Labels labels, Properties properties) {
  /** Every run draws the same random numbers and the same fingerprints. */
  private static final int SEED = 42;

  static Spec load(
      CheckRequest request, SpecPath path, Console console, MPRecorder recorder, boolean coverage) {
    ToolIO.out = console;
    ToolIO.err = console;
    ToolIO.setDefaultResolver(path);
    MP.setRecorder(recorder);
    TLCGlobals.setNumWorkers(request.workers());
    TLCGlobals.coverageInterval = coverage ? Integer.MAX_VALUE : -1; // told at the end only
    TLCGlobals.chkptDuration = 0;
    TLCGlobals.lnCheck = "final"; // a partial graph gives traces that depend on time
    FP64.Init(SEED);
    RandomEnumerableValues.setSeed(SEED);
    String folder = request.folders().get(0) + java.io.File.separator;
    FastTool tool = new FastTool(folder, request.module(), path.cfgName(), path);
    Values values = new Values(tool.getSpecProcessor().getVariablesNodes());
    return new Spec(tool, values, new Labels(tool, values), new Properties(tool));
  }

  static Collection<Path> sources(SpecPath path) {
    return path.sources().stream().filter(p -> p.toString().endsWith(".tla")).toList();
  }
}
