package org.lockstep.kit.tlc;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Redirects a few calls of TLC by rewriting constant pools: what would end the JVM, leave threads,
 * register process-wide beans or open a network port goes to {@code engine.Shim} and {@code
 * engine.NotRemote} instead. No instruction changes, so stack maps and line numbers stay valid.
 */
final class ClassPatch {
  private static final int UTF8 = 1;
  private static final int CLASS = 7;
  private static final int METHOD = 10;

  private static final String ENGINE = "org/lockstep/kit/tlc/engine/";
  private static final Set<String> REDIRECTED_CALLS =
      Set.of(
          "java/lang/System.exit(I)V",
          "java/util/concurrent/Executors.newFixedThreadPool(I)Ljava/util/concurrent/ExecutorService;",
          "java/util/concurrent/Executors.newSingleThreadExecutor()Ljava/util/concurrent/ExecutorService;",
          "java/lang/management/ManagementFactory.getPlatformMBeanServer()Ljavax/management/MBeanServer;");

  /** Its constructor would listen on all network interfaces; the fingerprint sets extend it. */
  private static final String REMOTE = "java/rmi/server/UnicastRemoteObject";

  private final byte[] code;
  private final int[] offsets;
  private final int end;
  private final Map<String, Integer> added = new LinkedHashMap<>();

  private ClassPatch(byte[] original) {
    code = original.clone();
    offsets = new int[u2(8)];
    int at = 10;
    for (int i = 1; i < offsets.length; i++) {
      offsets[i] = at;
      int tag = code[at];
      at += size(tag, at);
      if (tag == 5 || tag == 6) {
        i++; // long and double take two entries
      }
    }
    end = at;
  }

  static byte[] apply(String className, byte[] original) {
    ClassPatch patch = new ClassPatch(original);
    patch.redirectCalls();
    if (className.startsWith("tlc2.tool.fp.")) {
      patch.renameClass(REMOTE, ENGINE + "NotRemote");
    }
    return patch.added.isEmpty() ? original : patch.assemble();
  }

  private void redirectCalls() {
    for (int i = 1; i < offsets.length; i++) {
      if (tag(i) == METHOD) {
        String owner = className(u2(offsets[i] + 1));
        int nameAndType = offsets[u2(offsets[i] + 3)];
        String name = utf8(u2(nameAndType + 1));
        String type = utf8(u2(nameAndType + 3));
        if (REDIRECTED_CALLS.contains(owner + "." + name + type)) {
          put2(offsets[i] + 1, addClass(ENGINE + "Shim"));
        }
      }
    }
  }

  private void renameClass(String from, String to) {
    for (int i = 1; i < offsets.length; i++) {
      if (tag(i) == CLASS && className(i).equals(from)) {
        put2(offsets[i] + 1, addClass(to) - 1);
      }
    }
  }

  /** Index of the class entry for a name; its Utf8 entry stands right before it. */
  private int addClass(String name) {
    return added.computeIfAbsent(name, n -> offsets.length + 2 * added.size() + 1);
  }

  private byte[] assemble() {
    put2(8, offsets.length + 2 * added.size());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(code.length + 64 * added.size());
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(code, 0, end);
      for (Map.Entry<String, Integer> entry : added.entrySet()) {
        out.writeByte(UTF8);
        out.writeUTF(entry.getKey());
        out.writeByte(CLASS);
        out.writeShort(entry.getValue() - 1);
      }
      out.write(code, end, code.length - end);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private int size(int tag, int at) {
    return switch (tag) {
      case UTF8 -> 3 + u2(at + 1);
      case 3, 4, 9, METHOD, 11, 12, 17, 18 -> 5;
      case 5, 6 -> 9;
      case CLASS, 8, 16, 19, 20 -> 3;
      case 15 -> 4;
      default -> throw new IllegalStateException("unknown constant pool tag " + tag);
    };
  }

  /** 0 for the unused second half of a long or double. */
  private int tag(int index) {
    return offsets[index] == 0 ? 0 : code[offsets[index]];
  }

  private String className(int index) {
    return utf8(u2(offsets[index] + 1));
  }

  private String utf8(int index) {
    int at = offsets[index];
    return new String(code, at + 3, u2(at + 1), StandardCharsets.UTF_8);
  }

  private int u2(int at) {
    return ((code[at] & 0xff) << 8) | (code[at + 1] & 0xff);
  }

  private void put2(int at, int value) {
    code[at] = (byte) (value >> 8);
    code[at + 1] = (byte) value;
  }
}
