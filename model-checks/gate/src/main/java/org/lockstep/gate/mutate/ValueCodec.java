package org.lockstep.gate.mutate;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lockstep.kit.model.Value;

/** A value of a model as bytes. */
final class ValueCodec {
  private static final int INT = 0;
  private static final int BOOL = 1;
  private static final int STR = 2;
  private static final int MODEL = 3;
  private static final int SEQ = 4;
  private static final int SET = 5;
  private static final int REC = 6;
  private static final int FUN = 7;

  private ValueCodec() {}

  static void write(Value value, DataOutputStream out) throws IOException {
    if (value instanceof Value.Int number) {
      out.writeByte(INT);
      out.writeInt(number.value());
    } else if (value instanceof Value.Bool truth) {
      out.writeByte(BOOL);
      out.writeBoolean(truth.value());
    } else if (value instanceof Value.Str text) {
      out.writeByte(STR);
      out.writeUTF(text.value());
    } else if (value instanceof Value.Model atom) {
      out.writeByte(MODEL);
      out.writeUTF(atom.name());
    } else if (value instanceof Value.Seq seq) {
      out.writeByte(SEQ);
      writeAll(seq.elements(), out);
    } else if (value instanceof Value.Set set) {
      out.writeByte(SET);
      writeAll(set.elements(), out);
    } else if (value instanceof Value.Rec rec) {
      out.writeByte(REC);
      out.writeInt(rec.fields().size());
      for (Map.Entry<String, Value> field : rec.fields().entrySet()) {
        out.writeUTF(field.getKey());
        write(field.getValue(), out);
      }
    } else {
      Map<Value, Value> entries = ((Value.Fun) value).entries();
      out.writeByte(FUN);
      out.writeInt(entries.size());
      for (Map.Entry<Value, Value> entry : entries.entrySet()) {
        write(entry.getKey(), out);
        write(entry.getValue(), out);
      }
    }
  }

  private static void writeAll(List<Value> values, DataOutputStream out) throws IOException {
    out.writeInt(values.size());
    for (Value value : values) {
      write(value, out);
    }
  }

  static Value read(DataInputStream in) throws IOException {
    int kind = in.readByte();
    switch (kind) {
      case INT:
        return Value.of(in.readInt());
      case BOOL:
        return Value.of(in.readBoolean());
      case STR:
        return Value.of(in.readUTF());
      case MODEL:
        return Value.model(in.readUTF());
      case SEQ:
        return Value.seq(readAll(in));
      case SET:
        return Value.set(readAll(in));
      case REC:
        Map<String, Value> fields = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
          fields.put(in.readUTF(), read(in));
        }
        return Value.rec(fields);
      case FUN:
        Map<Value, Value> entries = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
          entries.put(read(in), read(in));
        }
        return Value.fun(entries);
      default:
        throw new IOException("no value begins with " + kind);
    }
  }

  private static List<Value> readAll(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<Value> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(read(in));
    }
    return values;
  }
}
