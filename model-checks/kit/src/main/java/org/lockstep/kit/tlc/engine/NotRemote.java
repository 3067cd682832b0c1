package org.lockstep.kit.tlc.engine;

import java.rmi.Remote;

/**
 * Takes the place of {@code UnicastRemoteObject} above TLC's fingerprint sets: local use needs no
 * port.
 */
public class NotRemote {
  protected NotRemote() {}

  /** Nothing was exported. */
  public static boolean unexportObject(Remote object, boolean force) {
    return true;
  }
}
