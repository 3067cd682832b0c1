package org.lockstep.encoding;

import org.lockstep.device.Device;
import org.lockstep.lock.RankCheck;

/** Fault: synchronize takes the encoding lock first and the stream lock inside. */
public final class RankInversion extends Encoder {
  public RankInversion(Device device, EncodingLock encoding, RankCheck check) {
    super(device, encoding, check);
  }

  @Override
  void synchronize(EncoderSession me) {
    encoding.section(
        Site.COMMIT,
        () -> {
          stream.lock();
          try {
            body(me, Site.COMMIT);
          } finally {
            stream.unlock();
          }
        });
    awaitGpu(me);
  }
}
