package org.lockstep.gate.report;

/**
 * A place in a file of the project.
 *
 * @param file relative to the root of the checkout, with slashes
 * @param line from 1; 0 for the file as a whole
 */
public record Location(String file, int line, int column) {
  public static Location whole(String file) {
    return new Location(file, 0, 0);
  }
}
