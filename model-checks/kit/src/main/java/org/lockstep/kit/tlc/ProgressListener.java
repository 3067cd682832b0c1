package org.lockstep.kit.tlc;

/** Hears about once a second how far a check has come, on the thread that asked for the check. */
@FunctionalInterface
public interface ProgressListener {
  ProgressListener NONE = progress -> {};

  void progress(Progress progress);
}
