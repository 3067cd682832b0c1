package org.lockstep.kit.itf;

import java.util.Set;

/** The keys of an ITF document; those in {@code #meta} beyond the format's own are ours. */
final class Names {
  static final String META = "#meta";
  static final String VARS = "vars";
  static final String STATES = "states";
  static final String LOOP = "loop";
  static final String BIG_INT = "#bigint";
  static final String TUPLE = "#tup";
  static final String SET = "#set";
  static final String MAP = "#map";
  static final String INDEX = "index";
  static final String ACTION = "action";
  static final String ARGS = "args";
  static final String MODEL_VALUES = "model-values";
  static final String LOOP_STEP = "loop-step";

  /** Not for the user's own notes. */
  static final Set<String> RESERVED =
      Set.of("format", "format-description", MODEL_VALUES, LOOP_STEP);

  private Names() {}
}
