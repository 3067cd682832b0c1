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

  static StreamPoolConfig streamPool(Target target) {
    try {
      return StreamPoolConfig.of(cfg(target));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + cfg(target), e);
    }
  }

  static EncodingLockConfig encodingLock(Target target) {
    try {
      return EncodingLockConfig.of(cfg(target));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + cfg(target), e);
    }
  }

  static LeasePoolConfig leasePool(Target target) {
    try {
      return LeasePoolConfig.of(cfg(target));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + cfg(target), e);
    }
  }

  /** Where a fault is a gap in what is covered, the sound engine is the one without the gap. */
  static EncodingLockConfig soundEncodingLock(Target target) {
    EncodingLockConfig config = encodingLock(target);
    return target.entry() instanceof Fault ? config.sound() : config;
  }

  private static Path cfg(Target target) {
    return target.manifest().folder().resolve(target.entry().cfg());
  }
}
