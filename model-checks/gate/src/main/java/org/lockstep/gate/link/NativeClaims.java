package org.lockstep.gate.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lockstep.nativeengine.LockstepNative;

/**
 * What the C++ library claims, in a section of its own that {@code LOCKSTEP_IMPLEMENTS} fills: one
 * text {@code Module!Action Class::method} for each place where the compiler put the method.
 */
public final class NativeClaims {
  static final String SECTION = "lockstep_implements";
  private static final String LIBRARY = "linux-x86_64/liblockstep.so";

  private NativeClaims() {}

  /** Of the library that was built; nothing where there is none. */
  public static Optional<Claims> read() {
    try (InputStream in = LockstepNative.class.getResourceAsStream(LIBRARY)) {
      return in == null ? Optional.empty() : Optional.of(read(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + LIBRARY, e);
    }
  }

  static Claims read(byte[] library) {
    Set<Claim> claims = new LinkedHashSet<>();
    for (String entry : ElfSection.texts(library, SECTION)) {
      int blank = entry.indexOf(' ');
      if (blank < 0) {
        throw new IllegalStateException(
            "the section "
                + SECTION
                + " holds \""
                + entry
                + "\", expected is an action, a blank"
                + " and a method");
      }
      claims.add(Claim.of(entry.substring(0, blank), entry.substring(blank + 1), List.of()));
    }
    return new Claims("native", List.copyOf(claims), List.of());
  }
}
