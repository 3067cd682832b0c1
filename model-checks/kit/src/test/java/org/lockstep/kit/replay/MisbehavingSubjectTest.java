package org.lockstep.kit.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lockstep.kit.cover.PathCover;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;

class MisbehavingSubjectTest {
  private static final StateGraph GRAPH = BufferModel.graph(List.of("p1"), List.of("c1"), 1);

  /** A sound subject, but for what a test overrides. */
  private static class Wrapper implements Subject<BufferSubject.View> {
    private final Subject<BufferSubject.View> sound;

    Wrapper(Subject<BufferSubject.View> sound) {
      this.sound = sound;
    }

    @Override
    public BufferSubject.View view() {
      return sound.view();
    }

    @Override
    public @Nullable Call call(Label clientAction) {
      return sound.call(clientAction);
    }

    @Override
    public void environment(Label action) {
      sound.environment(action);
    }
  }

  private static Divergence replay(
      Function<ThreadSteps, Function<Subject<BufferSubject.View>, Wrapper>> wrapper) {
    BufferSubject.Factory factory = new BufferSubject.Factory(1, BoundedBuffer.Fault.NONE);
    SubjectFactory<BufferSubject.View> wrapped =
        new SubjectFactory<>() {
          @Override
          public Subject<BufferSubject.View> create(ThreadSteps steps) {
            return wrapper.apply(steps).apply(factory.create(steps));
          }

          @Override
          public BufferSubject.View project(State state) {
            return factory.project(state);
          }
        };
    Divergence divergence =
        Replay.run(
                GRAPH, PathCover.of(GRAPH), wrapped, BufferModel.ALPHABET, ReplayOptions.standard())
            .divergence();
    assertNotNull(divergence);
    return divergence;
  }

  @Test
  void anOperationThatCannotBeStarted() {
    Divergence divergence =
        replay(
            steps ->
                sound ->
                    new Wrapper(sound) {
                      @Override
                      public @Nullable Call call(Label action) {
                        return null;
                      }
                    });
    assertEquals(Divergence.Kind.ENABLED_IN_MODEL_ONLY, divergence.kind());
    assertEquals(0, divergence.step());
  }

  @Test
  void anEnvironmentThatIsNotEnabled() {
    Divergence divergence =
        replay(
            steps ->
                sound ->
                    new Wrapper(sound) {
                      @Override
                      public Set<Label> environmentEnabled() {
                        return Set.of();
                      }
                    });
    assertEquals(Divergence.Kind.ENABLED_IN_MODEL_ONLY, divergence.kind());
    assertTrue(
        divergence.message().contains("the model enables [Drop] but the system does not"),
        divergence.message());
  }

  @Test
  void clientActionsThatAreEnabledInTheSystemOnly() {
    Divergence divergence =
        replay(
            steps ->
                sound ->
                    new Wrapper(sound) {
                      @Override
                      public Set<Label> clientEnabled() {
                        return Set.copyOf(
                            GRAPH.labels().stream()
                                .filter(label -> label.action().startsWith("Call"))
                                .toList());
                      }
                    });
    assertEquals(Divergence.Kind.ENABLED_IN_ENGINE_ONLY, divergence.kind());
    assertEquals(0, divergence.step());
  }

  @Test
  void anEnvironmentActionOfSeveralSteps() {
    Divergence divergence =
        replay(
            steps ->
                sound ->
                    new Wrapper(sound) {
                      @Override
                      public void environment(Label action) {
                        steps.reach("Drop");
                        steps.reach("Lock");
                      }
                    });
    assertEquals(Divergence.Kind.THREW, divergence.kind());
    assertTrue(
        divergence.message().contains("an environment's action is one step"), divergence.message());
  }

  @Test
  void aConstructorThatThrows() {
    Divergence divergence =
        replay(
            steps ->
                sound -> {
                  throw new IllegalStateException("no such device");
                });
    assertEquals(Divergence.Kind.THREW, divergence.kind());
    assertEquals(-1, divergence.step());
  }

  @Test
  void anActionThatTheAlphabetDoesNotKnow() {
    Alphabet alphabet = Alphabet.builder().steps("Lock").build();
    assertThrows(IllegalArgumentException.class, () -> alphabet.kind(Label.of("Unlock")));
    assertThrows(IllegalArgumentException.class, () -> alphabet.thread(Label.of("Lock")));
    assertThrows(IllegalArgumentException.class, () -> Alphabet.builder().steps("A").client("A"));
    assertThrows(
        IllegalArgumentException.class,
        () -> Alphabet.builder().steps("A").ignoredPoints("A").build());
  }
}
