package org.lockstep.encoding;

import org.lockstep.device.Device;
import org.lockstep.lock.RankCheck;

/** Fault: synchronize waits for the device while it holds both locks. */
public final class WaitUnderLock extends Encoder {
  public WaitUnderLock(Device device, EncodingLock encoding, RankCheck check) {
    super(device, encoding, check);
  }

  @Override
  void synchronize(EncoderSession me) {
    stream.lock();
    try {
      encoding.section(
          Site.COMMIT,
          () -> {
            body(me, Site.COMMIT);
            awaitGpu(me);
          });
    } finally {
      stream.unlock();
    }
  }
}
