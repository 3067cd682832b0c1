package org.lockstep.gate.mutate;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Which lines of the engine the replays of which models execute: only these can be wrong in a way
 * that such a replay could see. Also tells the lines that ask whether the seam is on.
 */
public final class ExecutedLines {
  private static final String SELF = ExecutedLines.class.getName().replace('.', '/');
  private static final String SEAM = "org/lockstep/seam/Seam";
  private static final int MOST_LINES = 1 << 16;

  // Plain: a thread of a replay hands its writes on with the baton.
  private static final long[] MET = new long[MOST_LINES];

  private static long replayed;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final Set<String> seamLines = new HashSet<>();

  ExecutedLines() {}

  /** Called by the instrumented engine. */
  public static void meet(int line) {
    MET[line] |= replayed;
  }

  /** From now on the model of this number is replayed. */
  static void begin(int model) {
    if (model >= Long.SIZE) {
      throw new IllegalStateException("more than " + Long.SIZE + " models are replayed");
    }
    replayed = 1L << model;
  }

  /** The numbers of the models whose replays executed it. */
  BitSet executedBy(String method, int line) {
    Integer number = numbers.get(method + ":" + line);
    return BitSet.valueOf(new long[] {number == null ? 0 : MET[number]});
  }

  boolean asksForSeam(String method, int line) {
    return seamLines.contains(method + ":" + line);
  }

  /** A method as these questions name it: lines of generated methods are those of others too. */
  static String method(String type, String name, String descriptor) {
    return type + "." + name + descriptor;
  }

  private int number(String method, int line) {
    int number = numbers.computeIfAbsent(method + ":" + line, key -> numbers.size());
    if (number >= MOST_LINES) {
      throw new IllegalStateException("the engine has more than " + MOST_LINES + " lines");
    }
    return number;
  }

  /** The class with a note at the beginning of each line. */
  byte[] instrument(String type, byte[] bytes) {
    ClassReader reader = new ClassReader(bytes);
    // Frames anew: ASM tells a line before the frame at its place, which must come first.
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_FRAMES);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return new Notes(next, method(type, name, descriptor));
          }
        },
        ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }

  private final class Notes extends MethodVisitor {
    private final String method;
    private int line;

    Notes(MethodVisitor next, String method) {
      super(Opcodes.ASM9, next);
      this.method = method;
    }

    @Override
    public void visitLineNumber(int number, Label start) {
      super.visitLineNumber(number, start);
      line = number;
      super.visitLdcInsn(number(method, number));
      super.visitMethodInsn(Opcodes.INVOKESTATIC, SELF, "meet", "(I)V", false);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (owner.equals(SEAM) && name.equals("on")) {
        seamLines.add(method + ":" + line);
      }
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }
  }
}
