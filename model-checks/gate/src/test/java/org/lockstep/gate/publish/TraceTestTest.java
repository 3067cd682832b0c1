package org.lockstep.gate.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.report.Evidence;
import org.lockstep.kit.itf.Itf;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.tlc.Tlc;

/**
 * The tests that a run leaves behind compile, pass where they should, and fail where they should.
 */
class TraceTestTest {
  private static Trace legal = Trace.of(List.of(new State(List.of(), List.of())), List.of());

  @TempDir Path folder = Path.of("");

  @BeforeAll
  static void takeABehaviour() {
    Manifest manifest = Workspace.find().manifest("StreamPool");
    StateGraph graph = Tlc.graph(manifest.entry("MCStreamPool_turn").request(manifest));
    List<Integer> edges = new ArrayList<>();
    for (int node = graph.initial()[0]; edges.size() < 12; ) {
      int edge = graph.firstEdge(node);
      edges.add(edge);
      node = graph.target(edge);
    }
    legal =
        Trace.of(
            graph,
            new org.lockstep.kit.model.Path(
                graph.initial()[0], edges.stream().mapToInt(Integer::intValue).toArray()));
  }

  @Test
  void aSoundEngineFollowsALegalTrace() throws Exception {
    TestExecutionSummary summary = run(replayable(legal));
    assertEquals(SmallRun.present().size(), summary.getTestsSucceededCount());
    assertEquals(0, summary.getTotalFailureCount());
  }

  @Test
  void anEngineThatDivergesFailsTheTest() throws Exception {
    List<State> states = new ArrayList<>(legal.states());
    State last = states.get(states.size() - 1);
    List<Value> values = new ArrayList<>(last.values());
    int counter = last.names().indexOf("counter");
    values.set(counter, Value.of(1 - ((Value.Int) values.get(counter)).value()));
    states.set(states.size() - 1, new State(last.names(), values));
    TestExecutionSummary summary = run(replayable(Trace.of(states, legal.labels())));
    assertEquals(SmallRun.present().size(), summary.getTestsFailedCount());
    for (TestExecutionSummary.Failure failure : summary.getFailures()) {
      String message = String.valueOf(failure.getException().getMessage());
      assertTrue(message.contains("counter") && message.contains("step 11"), message);
    }
  }

  @Test
  void theCounterexampleOfAFaultIsATestOfItsOwn() throws Exception {
    SmallRun run = SmallRun.in(folder.resolve("run"));
    List<Path> sources;
    try (Stream<Path> files = Files.list(run.file("tests"))) {
      sources = files.sorted().toList();
    }
    assertEquals(
        List.of(
            "StreamPool_AliasedBinding_faultTest.java", "StreamPool_CounterSkip_faultTest.java"),
        sources.stream().map(file -> String.valueOf(file.getFileName())).toList());
    String name = "StreamPool_AliasedBinding_faultTest";
    TestExecutionSummary summary = run(name, Files.readString(sources.get(0)));
    assertEquals(2L * SmallRun.present().size(), summary.getTestsSucceededCount());
    assertEquals(0, summary.getTotalFailureCount());
  }

  private Evidence.Replayable replayable(Trace trace) throws IOException {
    Path file = folder.resolve("StreamPool-9 legal.itf.json");
    Itf.write(file, trace);
    return new Evidence.Replayable(
        "StreamPool",
        "MCStreamPool_turn",
        false,
        "traces/StreamPool-9 legal.itf.json",
        Files.readString(file),
        SmallRun.present().stream().map(EngineUnderTest::name).toList());
  }

  private TestExecutionSummary run(Evidence.Replayable replayable) throws Exception {
    TraceTest test = new TraceTest(replayable);
    return run(test.name(), test.source());
  }

  /** Compiles against the class path of these tests, and runs it as JUnit does. */
  private TestExecutionSummary run(String name, String text) throws Exception {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path source = Files.writeString(folder.resolve(name + ".java"), text);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                errors,
                null,
                null,
                List.of(
                    "-proc:none",
                    "-classpath",
                    System.getProperty("java.class.path"),
                    "-d",
                    classes.toString()),
                null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
            .call();
    assertTrue(compiled, errors::toString);
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    URL[] urls = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, TraceTestTest.class.getClassLoader())) {
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(selectClass(loader.loadClass(name)))
                  .filters(EngineFilter.includeEngines("junit-jupiter"))
                  .build(),
              listener);
    }
    return listener.getSummary();
  }
}
