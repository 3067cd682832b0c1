package org.lockstep.kit.tlc.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.tlc.TlcException;
import tla2sany.semantic.OpDeclNode;
import tlc2.tool.TLCState;
import tlc2.value.IValue;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import util.UniqueString;

/** Turns TLC's states and values into the kit's and back. Equal values come out as one object. */
final class Values {
  private static final Value UNASSIGNED = Value.model("(unassigned)");

  private final OpDeclNode[] variables;
  private final List<String> names;
  private final Map<Value, Value> seen = new HashMap<>();

  /** By object, not by value: a value that came from here comes back as the same object. */
  private final Map<Value, tlc2.value.impl.Value> back = new IdentityHashMap<>();

  Values(OpDeclNode[] declared) {
    this.variables = declared.clone(); // TLC lists them in no useful order
    Arrays.sort(
        variables,
        Comparator.comparing((OpDeclNode v) -> v.getLocation().source())
            .thenComparingInt(v -> v.getLocation().beginLine())
            .thenComparingInt(v -> v.getLocation().beginColumn()));
    this.names = Stream.of(variables).map(v -> v.getName().toString()).toList();
  }

  State state(TLCState state) {
    List<Value> values = new ArrayList<>(variables.length);
    for (OpDeclNode variable : variables) {
      IValue value = state.lookup(variable.getName());
      values.add(value == null ? UNASSIGNED : value(value));
    }
    return new State(names, values);
  }

  Value value(TLCState state, String variable) {
    int place = names.indexOf(variable);
    if (place < 0) {
      throw new TlcException("there is no variable " + variable + "; there are " + names);
    }
    IValue value = state.lookup(variables[place].getName());
    return value == null ? UNASSIGNED : value(value);
  }

  /** A state one step after {@code source}: what TLC left untouched is not converted again. */
  State successor(TLCState target, TLCState source, State converted) {
    List<Value> values = new ArrayList<>(variables.length);
    for (int i = 0; i < variables.length; i++) {
      UniqueString name = variables[i].getName();
      IValue value = target.lookup(name);
      boolean same = sameObject(value, source.lookup(name));
      values.add(same ? converted.values().get(i) : value(value));
    }
    return new State(names, values);
  }

  /** Identity is meant: an equal value in another object is converted, and comes out as equal. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean sameObject(IValue one, IValue other) {
    return one == other;
  }

  Value value(IValue value) {
    Value made = make(value);
    Value known = seen.putIfAbsent(made, made);
    return known == null ? made : known;
  }

  private Value make(IValue value) {
    if (value instanceof IntValue number) {
      return Value.of(number.val);
    }
    if (value instanceof BoolValue bool) {
      return Value.of(bool.val);
    }
    if (value instanceof StringValue string) {
      return Value.of(string.val.toString());
    }
    if (value instanceof ModelValue model) {
      return Value.model(model.val.toString());
    }
    if (value instanceof TupleValue tuple) {
      return Value.seq(all(tuple.elems));
    }
    if (value instanceof RecordValue rec) {
      Map<String, Value> fields = new HashMap<>();
      for (int i = 0; i < rec.names.length; i++) {
        fields.put(rec.names[i].toString(), value(rec.values[i]));
      }
      return Value.rec(fields);
    }
    if (value instanceof FcnRcdValue function) {
      Map<Value, Value> entries = new TreeMap<>();
      tlc2.value.impl.Value[] domain = function.getDomainAsValues();
      for (int i = 0; i < domain.length; i++) {
        entries.put(value(domain[i]), value(function.values[i]));
      }
      return Value.fun(entries);
    }
    return makeLazy((tlc2.value.impl.Value) value);
  }

  /** Sets and functions that TLC keeps as expressions until someone asks. */
  private Value makeLazy(tlc2.value.impl.Value value) {
    if (value instanceof SetEnumValue set) {
      return Value.set(all(set.elems.toArray()));
    }
    tlc2.value.impl.Value function = value.toFcnRcd();
    if (function != null) {
      return make(function);
    }
    if (value.toSetEnum() instanceof SetEnumValue set) {
      return Value.set(all(set.elems.toArray()));
    }
    throw new TlcException("a state holds a value that is no finite TLA+ value: " + value);
  }

  private List<Value> all(tlc2.value.impl.Value[] values) {
    return Stream.of(values).map(this::value).toList();
  }

  TLCState toTlc(State state) {
    if (!state.names().equals(names)) {
      throw new TlcException("a state of " + names + " was expected, not one of " + state.names());
    }
    TLCState made = TLCState.Empty.createEmpty();
    for (int i = 0; i < variables.length; i++) {
      Value value = state.values().get(i);
      tlc2.value.impl.Value known = back.get(value);
      if (known == null) {
        known = toTlc(value);
        back.put(value, known);
      }
      made.bind(variables[i].getName(), known);
    }
    return made;
  }

  private tlc2.value.impl.Value toTlc(Value value) {
    if (value instanceof Value.Int number) {
      return IntValue.gen(number.value());
    }
    if (value instanceof Value.Bool bool) {
      return bool.value() ? BoolValue.ValTrue : BoolValue.ValFalse;
    }
    if (value instanceof Value.Str string) {
      return new StringValue(string.value());
    }
    if (value instanceof Value.Model model) {
      return ModelValue.make(model.name());
    }
    if (value instanceof Value.Seq seq) {
      return new TupleValue(allToTlc(seq.elements()));
    }
    if (value instanceof Value.Set set) {
      return new SetEnumValue(allToTlc(set.elements()), false);
    }
    if (value instanceof Value.Rec rec) {
      UniqueString[] fields =
          rec.fields().keySet().stream()
              .map(UniqueString::uniqueStringOf)
              .toArray(UniqueString[]::new);
      return new RecordValue(fields, allToTlc(List.copyOf(rec.fields().values())), false);
    }
    Value.Fun function = (Value.Fun) value;
    return new FcnRcdValue(
        allToTlc(List.copyOf(function.entries().keySet())),
        allToTlc(List.copyOf(function.entries().values())),
        false);
  }

  private tlc2.value.impl.Value[] allToTlc(List<Value> values) {
    return values.stream().map(this::toTlc).toArray(tlc2.value.impl.Value[]::new);
  }
}
