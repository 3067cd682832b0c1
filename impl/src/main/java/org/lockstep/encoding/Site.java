package org.lockstep.encoding;

/** Every place of the code that touches a kernel object, and which one it touches. */
public enum Site {
  GATHER("gather", "copy"),
  SCATTER("scatter", "copy"),
  COPY_CAST("copyCast", "copy"),
  PLACEHOLDER("placeholder", "copy"),
  GRAPH_CACHE("graphCache", Site.OWN),
  PIPELINE_STATE("pipelineState", "library"),
  COMMIT("commit", "buffer"),
  MATMUL("matmul", "matmul"),
  LAYER_NORM("layerNorm", "layerNorm");

  /** Graphs are compiled and cached per thread: their arguments go by value. */
  static final String OWN = "own";

  private final String title;
  private final String kernel;

  Site(String title, String kernel) {
    this.title = title;
    this.kernel = kernel;
  }

  /** The name in the model. */
  public String title() {
    return title;
  }

  String kernel() {
    return kernel;
  }
}
