package org.lockstep.kit.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Value;

/**
 * Writes a recorded run as lines of JSON: the header, for each round a line and then its events
 * thread by thread, and at the end how much there was, so that a file which was cut is known.
 */
public final class RunWriter implements AutoCloseable {
  static final int SCHEMA = 1;

  private final JsonGenerator json;
  private int rounds;
  private long events;

  public RunWriter(OutputStream out, Header header) throws IOException {
    json = new JsonFactory().createGenerator(out);
    json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    json.writeStartObject();
    json.writeNumberField("recordedRun", SCHEMA);
    json.writeStringField("module", header.module());
    json.writeStringField("model", header.model());
    json.writeStringField("engine", header.engine());
    json.writeStringField("variant", header.variant());
    json.writeStringField("built", header.built());
    json.writeNumberField("seed", header.seed());
    json.writeArrayFieldStart("observed");
    for (String variable : header.observed()) {
      json.writeString(variable);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  public void write(Round round) throws IOException {
    json.writeStartObject();
    json.writeNumberField("round", round.number());
    json.writeObjectFieldStart("logs");
    for (ThreadLog log : round.logs()) {
      json.writeNumberField(log.thread(), log.events().size());
    }
    json.writeEndObject();
    json.writeEndObject();
    for (ThreadLog log : round.logs()) {
      for (Event event : log.events()) {
        write(event);
      }
    }
    rounds++;
    events += round.events();
  }

  private void write(Event event) throws IOException {
    json.writeStartObject();
    json.writeStringField("a", event.action());
    values("x", event.further());
    json.writeNumberField("b", event.begin());
    if (!event.isOpen()) {
      json.writeNumberField("e", event.end());
    }
    values("s", event.seen());
    json.writeEndObject();
  }

  private void values(String name, @Nullable List<Value> values) throws IOException {
    if (values == null) {
      return;
    }
    json.writeArrayFieldStart(name);
    for (Value value : values) {
      write(value);
    }
    json.writeEndArray();
  }

  private void write(Value value) throws IOException {
    if (value instanceof Value.Int number) {
      json.writeNumber(number.value());
    } else if (value instanceof Value.Bool truth) {
      json.writeBoolean(truth.value());
    } else if (value instanceof Value.Str text) {
      json.writeString(text.value());
    } else if (value instanceof Value.Model atom) {
      json.writeString(atom.name());
    } else if (value instanceof Value.Seq sequence) {
      json.writeStartArray();
      for (Value element : sequence.elements()) {
        write(element);
      }
      json.writeEndArray();
    } else {
      throw new IllegalArgumentException(
          "a recorded value is a number, a truth, a string or a sequence, not " + value);
    }
  }

  @Override
  public void close() throws IOException {
    json.writeStartObject();
    json.writeNumberField("rounds", rounds);
    json.writeNumberField("events", events);
    json.writeEndObject();
    json.writeRaw('\n');
    json.close();
  }
}
