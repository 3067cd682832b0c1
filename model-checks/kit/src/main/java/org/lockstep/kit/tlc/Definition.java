package org.lockstep.kit.tlc;

import java.nio.file.Path;

/**
 * Where an operator is defined, as the parser sees it.
 *
 * @param module the module that the definition stands in, which need not be the root
 * @param line the first line of the definition, from 1
 * @param column where it begins in that line, from 1
 */
public record Definition(String name, String module, Path file, int line, int column) {}
