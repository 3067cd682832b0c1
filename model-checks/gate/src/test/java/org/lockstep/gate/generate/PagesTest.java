package org.lockstep.gate.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.gate.FolderCopy;
import org.lockstep.gate.UnusableInput;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.link.Specs;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.tlc.Definition;
import org.lockstep.kit.tlc.SpecView;

/** The pages say what the models and manifests say, and refuse to leave a gap. */
class PagesTest {
  private static final Workspace WORKSPACE = Workspace.find();
  private static final Specs STREAM_POOL = Specs.of(WORKSPACE.manifest("StreamPool"));

  @TempDir Path folder = Path.of("");

  private static String row(String page, String begin) {
    List<String> rows = page.lines().filter(line -> line.startsWith("| " + begin)).toList();
    assertEquals(1, rows.size(), () -> begin + " in\n" + page);
    return rows.get(0);
  }

  private static Specs with(UnaryOperator<Definition> edit) {
    SpecView view = STREAM_POOL.view();
    return new Specs(
        STREAM_POOL.manifest(),
        new SpecView(
            view.module(),
            view.definitions().stream().map(edit).toList(),
            view.variables(),
            view.actions()),
        STREAM_POOL.cfgs());
  }

  /** A copy of the folder whose manifest has one edit. */
  private Specs edited(String pattern, String by) throws IOException {
    Path specs = folder.resolve(by.isEmpty() ? "gone" : by.replaceAll("\\W", ""));
    Path copy = specs.resolve("StreamPool");
    Path original = STREAM_POOL.manifest().folder();
    FolderCopy.copy(original, copy);
    FolderCopy.copy(original.resolveSibling("StreamUse"), specs.resolve("StreamUse"));
    Path file = copy.resolve("manifest.json");
    String text = Files.readString(file);
    String other = text.replaceFirst(pattern, by);
    assertNotEquals(text, other, "nothing to edit");
    Files.writeString(file, other);
    return new Specs(Manifest.read(file), STREAM_POOL.view(), STREAM_POOL.cfgs());
  }

  @Test
  void anActionStandsBesideItsMethodsAndFaults() {
    String page = Correspondence.of(List.of(STREAM_POOL));
    String row = row(page, "RecheckSlot");
    for (String part :
        List.of(
            "`StreamPoolProtocol.recheckSlot`",
            "`StreamPoolProtocol::recheckSlot`",
            "UnsafeLazyInit")) {
      assertTrue(row.contains(part), row);
    }
    assertTrue(row(page, "GpuComplete").contains("(the driver)"));
    assertTrue(page.contains("CounterWrap, CounterSkip (another `FirstCount`)"), page);
  }

  @Test
  void stepsThatWereNotMeasuredAreRefused() throws IOException {
    Specs specs = edited("(?s),\\s*\"actions\" : \\{[^}]*\\}", "");
    String message =
        String.valueOf(
            assertThrows(UnusableInput.class, () -> Correspondence.of(List.of(specs)))
                .getMessage());
    assertTrue(message.contains("lockstep pin"), message);
  }

  @Test
  void anotherPinnedCountMakesThePagesStale() throws IOException {
    String page = Correspondence.of(List.of(STREAM_POOL));
    assertNotEquals(
        page, Correspondence.of(List.of(edited("\"Enter\" : (\\d)", "\"Enter\" : 9$1"))));
    Specs deeper = edited("\"depth\" : (\\d)", "\"depth\" : 9$1");
    assertNotEquals(ClaimsPage.of(List.of(STREAM_POOL)), ClaimsPage.of(List.of(deeper)));
  }

  @Test
  void aClaimIsTheCommentAboveTheProperty() {
    String page = ClaimsPage.of(List.of(STREAM_POOL));
    String row = row(page, "A stream has at most one queue");
    assertTrue(row.contains("`CreatedOnceInv`") && row.contains("UnsafeLazyInit"), row);
    assertTrue(row(page, "No state is stuck").contains("LeakOnRefusal"));
  }

  @Test
  void aPropertyWithoutWordsIsRefused() {
    Specs mute =
        with(
            it ->
                it.name().equals("CreatedOnceInv")
                    ? new Definition(
                        it.name(), it.module(), it.line(), it.parameters(), List.of(), it.uses())
                    : it);
    String message =
        String.valueOf(
            assertThrows(UnusableInput.class, () -> ClaimsPage.of(List.of(mute))).getMessage());
    assertTrue(message.contains("CreatedOnceInv"), message);
  }

  @Test
  void theLedgerHasEveryConstantAndWhatIsOutside() {
    Path limits = WORKSPACE.root().resolve("docs/LIMITS.md");
    String page = BoundsPage.of(List.of(STREAM_POOL), limits);
    String row = row(page, "MCStreamPool_share");
    assertTrue(row.contains("PoolSize = 1") && row.contains("May = Sharing"), row);
    assertTrue(row(page, "MCStreamPool_deep").contains("`Symmetric`"));
    assertTrue(row(page, "MCStreamPool_live |").contains("`FairSpec`"));
    assertTrue(page.contains("| Weak memory |"), page);
  }

  @Test
  void aLimitThatIsGoneIsMissed() throws IOException {
    Path limits = Files.writeString(folder.resolve("LIMITS.md"), "| Weak memory | a | b |\n");
    assertThrows(UnusableInput.class, () -> BoundsPage.of(List.of(STREAM_POOL), limits));
  }

  @Test
  void theHeaderListsWhatThreadsDo() {
    String header = ActionsHeader.of(List.of(STREAM_POOL));
    assertTrue(header.contains("    Enter,\n") && !header.contains("GpuComplete"), header);
  }
}
