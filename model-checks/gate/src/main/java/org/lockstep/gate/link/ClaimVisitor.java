package org.lockstep.gate.link;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lockstep.seam.Implements;
import org.lockstep.seam.Point;
import org.lockstep.seam.Seam;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Finds in one class which methods claim an action, and which step points they pass. */
final class ClaimVisitor extends ClassVisitor {
  private static final String IMPLEMENTS = Type.getDescriptor(Implements.class);
  private static final String SEAM = Type.getInternalName(Seam.class);

  private final List<Claim> claims;
  private final List<String> stray;
  private String type = "";

  ClaimVisitor(List<Claim> claims, List<String> stray) {
    super(Opcodes.ASM9);
    this.claims = claims;
    this.stray = stray;
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    type = name;
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    String simple = type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf('$')) + 1);
    return new Body(simple + "." + name);
  }

  /** The action of a constant of an enum of step points. */
  private static String action(String owner, String constant) {
    try {
      Class<?> points = Class.forName(owner.replace('/', '.'));
      for (Object each : points.getEnumConstants()) {
        if (((Enum<?>) each).name().equals(constant) && each instanceof Point point) {
          return point.action();
        }
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the enum of a step point is not on the class path", e);
    }
    return constant;
  }

  private final class Body extends MethodVisitor {
    private final String method;
    private final List<String> names = new ArrayList<>();
    private final List<String> points = new ArrayList<>();
    private String loaded = "a step point that is no constant";

    Body(String method) {
      super(Opcodes.ASM9);
      this.method = method;
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      if (!descriptor.equals(IMPLEMENTS)) {
        return null;
      }
      return new AnnotationVisitor(Opcodes.ASM9) {
        @Override
        public void visit(String key, Object value) {
          names.add(value.toString());
        }
      };
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      if (opcode == Opcodes.GETSTATIC && descriptor.equals("L" + owner + ";") && isPoint(owner)) {
        loaded = action(owner, name);
      }
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (owner.equals(SEAM) && (name.equals("at") || name.equals("await"))) {
        points.add(loaded);
        loaded = "a step point that is no constant";
      }
    }

    @Override
    public void visitEnd() {
      names.forEach(name -> claims.add(Claim.of(name, method, points)));
      if (names.isEmpty() && !points.isEmpty()) {
        stray.add(method + " passes the step point " + String.join(", ", points));
      }
    }
  }

  private static boolean isPoint(String owner) {
    try {
      Class<?> type = Class.forName(owner.replace('/', '.'), false, Point.class.getClassLoader());
      return type.isEnum() && Point.class.isAssignableFrom(type);
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
