package org.lockstep.encoding;

/**
 * A kernel object as vendors make them: it keeps its arguments in itself, so "set the arguments,
 * then dispatch" is right only if nobody else sets them in between. Not guarded here: that is what
 * the encoding lock is for.
 */
final class Kernel {
  private final String name;
  long first;
  long second;

  Kernel(String name) {
    this.name = name;
  }

  String title() {
    return name;
  }

  /** Executes what stands in the kernel, whoever put it there. */
  long execute() {
    return first + second;
  }
}
