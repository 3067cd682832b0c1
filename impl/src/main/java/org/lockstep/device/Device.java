package org.lockstep.device;

/** What executes work. Safe for use by any number of threads. */
public interface Device {
  /** A new serial queue; the device holds it until it is destroyed. */
  DeviceQueue createQueue(int stream);
}
