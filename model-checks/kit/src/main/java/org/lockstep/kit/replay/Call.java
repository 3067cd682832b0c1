package org.lockstep.kit.replay;

/** An operation that a thread carries out; an exception that it lets out is a divergence. */
@FunctionalInterface
public interface Call {
  void run() throws Exception;
}
