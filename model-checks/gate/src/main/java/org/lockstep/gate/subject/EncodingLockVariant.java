package org.lockstep.gate.subject;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lockstep.device.Device;
import org.lockstep.encoding.Encoder;
import org.lockstep.encoding.EncodingLock;
import org.lockstep.encoding.LeakedLock;
import org.lockstep.encoding.RankInversion;
import org.lockstep.encoding.Site;
import org.lockstep.encoding.WaitUnderLock;
import org.lockstep.lock.Barging;
import org.lockstep.lock.LockRank;
import org.lockstep.lock.NonReentrant;
import org.lockstep.lock.RankCheck;
import org.lockstep.lock.RankedLock;

/** The Java encoder with its lock, sound or with a fault by name. */
public enum EncodingLockVariant {
  SOUND("sound"),
  /** A configuration: the sound code with fewer sites covered. */
  NO_LOCK("NoLock"),
  /** As {@link #NO_LOCK}. */
  PARTIAL_COVERAGE("PartialCoverage"),
  BARGING("Barging") {
    @Override
    RankedLock lock(RankCheck check) {
      return new Barging(LockRank.ENCODING, NAME, check);
    }
  },
  OVERTAKING("Overtaking") {
    @Override
    RankedLock lock(RankCheck check) {
      return BARGING.lock(check);
    }
  },
  NON_REENTRANT("NonReentrant") {
    @Override
    RankedLock lock(RankCheck check) {
      return new NonReentrant(LockRank.ENCODING, NAME, check);
    }
  },
  LEAKED_LOCK("LeakedLock") {
    @Override
    EncodingLock encoding(RankedLock lock, Set<Site> covered) {
      return new LeakedLock(lock, covered);
    }
  },
  WAIT_UNDER_LOCK("WaitUnderLock") {
    @Override
    Encoder encoder(Device device, EncodingLock encoding, RankCheck check) {
      return new WaitUnderLock(device, encoding, check);
    }
  },
  RANK_INVERSION("RankInversion") {
    @Override
    Encoder encoder(Device device, EncodingLock encoding, RankCheck check) {
      return new RankInversion(device, encoding, check);
    }
  },
  /** The same fault, with the run-time check of ranks switched on. */
  RANK_INVERSION_UNSEEN("RankInversionUnseen") {
    @Override
    Encoder encoder(Device device, EncodingLock encoding, RankCheck check) {
      return RANK_INVERSION.encoder(device, encoding, check);
    }

    @Override
    RankCheck check() {
      return RankCheck.CHECK;
    }
  };

  private static final String NAME = "of encoding";
  private static final Map<String, EncodingLockVariant> BY_TITLE =
      Arrays.stream(values()).collect(Collectors.toMap(v -> v.title, v -> v));

  private final String title;

  EncodingLockVariant(String title) {
    this.title = title;
  }

  public static EncodingLockVariant of(String title) {
    EncodingLockVariant variant = BY_TITLE.get(title);
    if (variant == null) {
      throw new IllegalArgumentException(
          "the Java EncodingLock has no variant " + title + "; it has " + BY_TITLE.keySet());
    }
    return variant;
  }

  public final Encoder create(Device device, Set<Site> covered) {
    RankCheck check = check();
    return encoder(device, encoding(lock(check), covered), check);
  }

  RankCheck check() {
    return RankCheck.OFF;
  }

  RankedLock lock(RankCheck check) {
    return new RankedLock(LockRank.ENCODING, NAME, check);
  }

  EncodingLock encoding(RankedLock lock, Set<Site> covered) {
    return new EncodingLock(lock, covered);
  }

  Encoder encoder(Device device, EncodingLock encoding, RankCheck check) {
    return new Encoder(device, encoding, check);
  }
}
