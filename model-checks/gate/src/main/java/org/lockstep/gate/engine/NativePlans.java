package org.lockstep.gate.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.replay.PlanDrive;
import org.lockstep.kit.replay.PlanEngine;
import org.lockstep.kit.replay.PlanRun;
import org.lockstep.nativeengine.LockstepNative;

/** Hands the kit's plans to one variant of the C++ engine, and its rows back. */
final class NativePlans<V extends Record> implements PlanEngine<V>, AutoCloseable {
  private static final int REPORT_BYTES = 1 << 18;
  private static final int HUNG = -7;

  private final OnNative<?, V> module;
  private final String variant;
  private final List<String> actions;
  private final int rowInts;
  private final IntPointer config;
  private final BytePointer report = new BytePointer(REPORT_BYTES);
  private final ByteBuffer reportBytes = report.asByteBuffer();
  private final BitSet masked = new BitSet();
  private IntPointer plan = new IntPointer(1);
  private JsonNode facts = MissingNode.getInstance();

  NativePlans(OnNative<?, V> module, String variant) {
    this.module = module;
    this.variant = variant;
    this.actions = List.of(LockstepNative.actionNames(module.name()));
    this.rowInts = module.rowInts();
    int[] numbers = module.config();
    int there = LockstepNative.rowInts(module.name(), numbers, numbers.length);
    if (there != rowInts) {
      throw new IllegalStateException(
          "the rows of the C++ engine have "
              + there
              + " numbers for "
              + Arrays.toString(numbers)
              + ", expected "
              + rowInts
              + ": "
              + LockstepNative.lastError());
    }
    this.config = new IntPointer(numbers);
  }

  /** What the last drive's report told beside rows. */
  JsonNode facts() {
    return facts;
  }

  /**
   * Leaves out of all comparisons what differs before the first step, and says what that is. A
   * fault may start a counter where no sound engine can be put; that alone is no refusal of a step.
   */
  Set<String> maskDifferencesAtStart(State initial) {
    IntBuffer rows =
        ByteBuffer.allocateDirect(rowInts * Integer.BYTES)
            .order(ByteOrder.nativeOrder())
            .asIntBuffer();
    int[] expected = project(initial);
    run(new int[0], 0, rows);
    int[] seen = new int[rowInts];
    rows.get(0, seen);
    for (int i = 0; i < expected.length; i++) {
      if (seen[i] != expected[i]) {
        masked.set(i);
      }
    }
    return masked.isEmpty() ? Set.of() : Narrowed.differing(view(module.row(initial)), view(seen));
  }

  @Override
  public int[] encode(Label label) {
    int action = actions.indexOf(label.action());
    if (action < 0) {
      throw new IllegalArgumentException(
          "the C++ engine has no action " + label + "; it has " + actions);
    }
    List<Value> args = label.args();
    int thread = args.isEmpty() ? -1 : module.threads().indexOf(name(args.get(0)));
    List<Value> further = args.subList(thread < 0 ? 0 : 1, args.size());
    int argument = further.isEmpty() ? -1 : module.argument(further);
    return new int[] {action, thread, argument};
  }

  private static String name(Value value) {
    return value instanceof Value.Str text ? text.value() : value.toString();
  }

  @Override
  public int rowLength() {
    return rowInts;
  }

  @Override
  public int[] project(State state) {
    int[] row = Arrays.copyOf(module.row(state), rowInts - 1);
    masked.stream().forEach(i -> row[i] = 0);
    return row;
  }

  @Override
  public int readyBit(Label step) {
    return module.threads().indexOf(name(step.args().get(0)));
  }

  @Override
  public PlanRun run(int[] steps, int count, IntBuffer rows) {
    int carriedOut = call(steps, count, 0, rows);
    String text = reportText();
    if (carriedOut == HUNG) {
      return PlanRun.stuck(
          new NativeReport(text, module.threads()).carriedOut(), null, LockstepNative.lastError());
    }
    requireRun(carriedOut);
    if (!NativeReport.isClean(text)) {
      NativeReport.Thrown first = new NativeReport(text, module.threads()).firstThrown();
      return PlanRun.threw(first.step(), first.thread(), first.message());
    }
    if (carriedOut == count) {
      return PlanRun.done(count);
    }
    return PlanRun.refused(
        carriedOut, String.valueOf(new NativeReport(text, module.threads()).refusal()));
  }

  @Override
  public PlanDrive drive(int[] steps, int count, IntBuffer rows) {
    int carriedOut = call(steps, count, LockstepNative.FINISH, rows);
    requireRun(carriedOut);
    NativeReport told = new NativeReport(reportText(), module.threads());
    facts = told.facts();
    int[] planned = new int[rowInts];
    rows.get(carriedOut * rowInts, planned);
    return new PlanDrive(
        carriedOut,
        told.refusal(),
        leftBehind(view(planned), view(told.finalRow())),
        told.thrown(),
        told.stuck(),
        false,
        told.finalRow());
  }

  /**
   * The report does not list the steps after the plan; but whoever stood at a step point when it
   * ended, and no longer does, has taken that step.
   */
  private List<Label> leftBehind(V before, V after) {
    List<Label> taken = new ArrayList<>();
    for (int thread = 0; thread < module.threads().size(); thread++) {
      String point = module.points(before).get(thread);
      if (actions.contains(point) && !point.equals(module.points(after).get(thread))) {
        taken.add(Label.of(point, Value.model(module.threads().get(thread))));
      }
    }
    return taken;
  }

  private int call(int[] steps, int count, int flags, IntBuffer rows) {
    int ints = count * STEP_INTS;
    if (plan.capacity() < ints) {
      plan.close();
      plan = new IntPointer(steps.length);
    }
    plan.position(0).put(steps, 0, ints);
    try (IntPointer target = new IntPointer(rows.duplicate().clear())) {
      int result =
          LockstepNative.replay(
              module.name(),
              variant,
              config,
              (int) config.capacity(),
              plan,
              count,
              flags,
              target,
              rowInts,
              report,
              REPORT_BYTES);
      for (int row = 0; row <= Math.max(0, Math.min(result, count)); row++) {
        int start = row * rowInts;
        masked.stream().forEach(i -> rows.put(start + i, 0));
      }
      return result;
    }
  }

  /** Up to its NUL only: BytePointer.getString() copies all of the capacity, once per path. */
  private String reportText() {
    int length = 0;
    while (length < REPORT_BYTES && reportBytes.get(length) != 0) {
      length++;
    }
    byte[] text = new byte[length];
    reportBytes.get(0, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private void requireRun(int carriedOut) {
    if (carriedOut < 0) {
      throw new IllegalStateException(
          "the C++ engine cannot carry out the plan: " + LockstepNative.lastError());
    }
  }

  @Override
  public V view(int[] row) {
    return module.view(row);
  }

  @Override
  public void close() {
    plan.close();
    config.close();
    report.close();
  }
}
