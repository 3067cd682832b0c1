package org.lockstep.kit.tlc.bridge;

import org.lockstep.kit.tlc.syntax.ParsedModule;

/** The parser of one class loader; takes any number of modules, one after the other. */
public interface Parser {
  /** Parses a module that lies in the first folder; what does not parse is told in the error. */
  ParsedModule parse(String module);
}
