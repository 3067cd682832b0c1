package org.lockstep.kit.tlc.engine;

import org.lockstep.kit.tlc.Outcome;
import tlc2.output.EC;

/** What TLC's error codes mean. */
final class Verdicts {
  private Verdicts() {}

  static Outcome outcome(int code) {
    int exit = exitCode(code);
    return switch (code) {
      case EC.NO_ERROR -> Outcome.HELD;
      case EC.TLC_DEADLOCK_REACHED -> Outcome.DEADLOCK;
      case EC.TLC_INVARIANT_VIOLATED_INITIAL, EC.TLC_INVARIANT_VIOLATED_BEHAVIOR ->
          Outcome.INVARIANT;
      case EC.TLC_PROPERTY_VIOLATED_INITIAL, EC.TLC_ACTION_PROPERTY_VIOLATED_BEHAVIOR ->
          Outcome.ACTION_PROPERTY;
      case EC.TLC_TEMPORAL_PROPERTY_VIOLATED -> Outcome.LIVENESS;
      case EC.TLC_ASSUMPTION_FALSE -> Outcome.ASSUMPTION;
      case EC.CFG_ERROR_READING_FILE,
          EC.CFG_GENERAL,
          EC.CFG_MISSING_ID,
          EC.CFG_TWICE_KEYWORD,
          EC.CFG_EXPECT_ID,
          EC.CFG_EXPECTED_SYMBOL ->
          Outcome.CONFIG_ERROR;
      case EC.SYSTEM_OUT_OF_MEMORY,
          EC.SYSTEM_OUT_OF_MEMORY_TOO_MANY_INIT,
          EC.SYSTEM_OUT_OF_MEMORY_LIVENESS,
          EC.SYSTEM_ERROR_READING_POOL,
          EC.SYSTEM_ERROR_WRITING_POOL,
          EC.SYSTEM_ERROR_CLEANING_POOL,
          EC.SYSTEM_DISKGRAPH_ACCESS,
          EC.SYSTEM_INDEX_ERROR,
          EC.SYSTEM_STREAM_EMPTY,
          EC.SYSTEM_FILE_NULL,
          EC.SYSTEM_INTERRUPTED,
          EC.SYSTEM_UNABLE_NOT_RENAME_FILE,
          EC.SYSTEM_DISK_IO_ERROR_FOR_FILE,
          EC.SYSTEM_UNABLE_TO_OPEN_FILE,
          EC.SYSTEM_ERROR_READING_STATES,
          EC.SYSTEM_ERROR_WRITING_STATES,
          EC.TLC_BUG,
          EC.TLC_FP_NOT_IN_SET ->
          Outcome.SYSTEM_ERROR;
      default -> byExitCode(exit);
    };
  }

  private static Outcome byExitCode(int exit) {
    return switch (exit) {
      case EC.ExitStatus.ERROR_SPEC_PARSE -> Outcome.PARSE_ERROR;
      case EC.ExitStatus.ERROR_CONFIG_PARSE -> Outcome.CONFIG_ERROR;
      default -> Outcome.EVALUATION; // TLC calls any error in evaluating a formula "general"
    };
  }

  /** The exit code of TLC's command line for an error code. */
  static int exitCode(int code) {
    return EC.ExitStatus.errorConstantToExitStatus(code);
  }
}
