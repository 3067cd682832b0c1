package org.lockstep.gate.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.lockstep.gate.subject.EncodingLockConfig;
import org.lockstep.gate.subject.LeasePoolConfig;
import org.lockstep.gate.subject.StreamPoolConfig;
import org.lockstep.kit.manifest.Fault;

/** The configuration that an engine needs to be set up as a target's cfg says. */
final class Targets {
  static final String SOUND = "sound";

  private Targets() {}

  /** Reads a module's bounds. */
  interface Reading<C> {
    C of(Path cfg) throws IOException;
  }

  static <C> C bounds(Target target, Reading<C> reading) {
    Path cfg = target.manifest().folder().resolve(target.entry().cfg());
    try {
      return reading.of(cfg);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + cfg, e);
    }
  }

  static StreamPoolConfig streamPool(Target target) {
    return bounds(target, StreamPoolConfig::of);
  }

  static EncodingLockConfig encodingLock(Target target) {
    return bounds(target, EncodingLockConfig::of);
  }

  static LeasePoolConfig leasePool(Target target) {
    return bounds(target, LeasePoolConfig::of);
  }

  /** Where a fault is a gap in what is covered, the sound engine is the one without the gap. */
  static EncodingLockConfig soundEncodingLock(Target target) {
    EncodingLockConfig config = encodingLock(target);
    return target.entry() instanceof Fault ? config.sound() : config;
  }
}
