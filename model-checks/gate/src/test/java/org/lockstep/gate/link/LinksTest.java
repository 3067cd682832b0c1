package org.lockstep.gate.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.gate.FolderCopy;
import org.lockstep.gate.Workspace;
import org.lockstep.kit.manifest.Manifest;

/** Every tie holds, and each kind of cut is found by name. */
class LinksTest {
  private static final Workspace WORKSPACE = Workspace.find();
  private static final Specs STREAM_POOL = Specs.of(WORKSPACE.manifest("StreamPool"));
  private static final Claims JAVA = JavaClaims.read();
  private static final @Nullable Claims CPP = NativeClaims.read().orElse(null);

  @TempDir Path folder = Path.of("");

  private static List<String> problems(Claims java, @Nullable Claims cpp) {
    return new Links(STREAM_POOL, java, cpp).problems();
  }

  private static Claims without(Claims claims, String action) {
    return new Claims(
        claims.engine(),
        claims.claims().stream().filter(claim -> !claim.action().equals(action)).toList(),
        claims.stray());
  }

  private static Claims with(Claims claims, Claim more) {
    List<Claim> all = new ArrayList<>(claims.claims());
    all.add(more);
    return new Claims(claims.engine(), all, claims.stray());
  }

  private static void assertNamed(List<String> problems, String... parts) {
    assertTrue(
        problems.stream().anyMatch(problem -> Stream.of(parts).allMatch(problem::contains)),
        () -> "expected a line with " + List.of(parts) + ", found " + problems);
    assertTrue(problems.stream().noneMatch(problem -> problem.contains("\n")));
  }

  @Test
  void everyActionIsTiedToBothEngines() {
    for (Manifest manifest : WORKSPACE.manifests(null)) {
      Specs specs = Specs.of(manifest);
      // StreamUse is what others refine: no engine has a thread that takes its actions.
      assertEquals(manifest.module().equals("StreamUse"), specs.threadActions().isEmpty());
      assertEquals(List.of(), new Links(specs, JAVA, CPP).problems());
    }
    assertEquals(List.of(), Links.strays(WORKSPACE, JAVA, CPP));
  }

  @Test
  void theNextStateRelationIsTakenApart() {
    assertEquals(28, STREAM_POOL.view().actions().size());
    assertEquals(24, STREAM_POOL.threadActions().size());
    assertTrue(STREAM_POOL.view().variables().contains("streamLock"));
  }

  @Test
  void aMissingJavaTwinIsFound() {
    assertNamed(problems(without(JAVA, "Seal"), CPP), "java", "Seal", "@Implements");
  }

  @Test
  void aMissingNativeTwinIsFound() {
    assumeTrue(CPP != null, "the C++ engine was not built");
    Claims cpp = Objects.requireNonNull(CPP);
    assertNamed(problems(JAVA, without(cpp, "Seal")), "native", "Seal", "LOCKSTEP_STEP");
  }

  @Test
  void aDuplicateIsFoundOnEitherEngine() {
    Claims twice = with(JAVA, new Claim("StreamPool", "Seal", "Other.seal", List.of("Seal")));
    assertNamed(problems(twice, CPP), "Seal", "more than once", "Other.seal");
    assumeTrue(CPP != null, "the C++ engine was not built");
    Claims cpp =
        with(Objects.requireNonNull(CPP), new Claim("StreamPool", "Seal", "X::seal", List.of()));
    assertNamed(problems(JAVA, cpp), "Seal", "more than once", "native", "X::seal");
  }

  @Test
  void wrongClaimsInClassFilesAreFound() throws IOException, URISyntaxException {
    Claims planted = planted();
    List<String> problems = problems(planted, null);
    assertNamed(problems, "PlantedMethods.otherPoint", "Enter", "[Leave]", "[Enter]");
    assertNamed(problems, "PlantedMethods.noPoint", "Count", "[]");
    assertNamed(problems, "PlantedMethods.twoPoints", "[Retire, Destroy]");
    assertNamed(problems, "PlantedMethods.misspelt", "Enetr", "does not have");
    assertNamed(problems, "PlantedMethods.environment", "GpuComplete", "environment");
    List<String> strays = Links.strays(WORKSPACE, planted, null);
    assertNamed(strays, "PlantedMethods.stray", "Seal", "no @Implements");
    assertNamed(strays, "PlantedMethods.otherModule", "StreamPull");
    assertEquals(2, strays.size(), strays::toString);
  }

  private Claims planted() throws IOException, URISyntaxException {
    String file = "PlantedMethods.class";
    Path compiled = Path.of(Objects.requireNonNull(LinksTest.class.getResource(file)).toURI());
    Files.copy(compiled, folder.resolve(file));
    return JavaClaims.read(folder);
  }

  @Test
  void aWrongImplLineIsFound() throws IOException {
    assertNamed(
        edited("StreamPoolProtocol.enter,", "StreamPoolProtocol.entre,"),
        "Enter",
        "StreamPoolProtocol.entre",
        "java");
  }

  @Test
  void aMissingImplLineIsFound() throws IOException {
    String line = "\\* Impl: StreamPoolProtocol.seal, StreamPoolProtocol::seal\n";
    assertNamed(edited(line, ""), "no Impl: line", "Seal");
  }

  @Test
  void anImplLineOfOneEngineOnlyIsFound() throws IOException {
    assertNamed(
        edited("StreamPoolProtocol.seal, StreamPoolProtocol::seal", "StreamPoolProtocol.seal"),
        "Seal",
        "StreamPoolProtocol.seal");
  }

  @Test
  void anImplLineAboveSomethingElseIsFound() throws IOException {
    assertNamed(
        edited("FirstCount ==", "\\* Impl: A.b, A::b\nFirstCount =="), "FirstCount", "no action");
  }

  @Test
  void anActionThatNobodyImplementsIsFound() throws IOException {
    List<String> problems =
        edited(
            "Next == \\/ \\E t \\in Threads : \\/ Client(t) \\/ Step(t)",
            """
            \\* Impl: StreamPoolProtocol.nap, StreamPoolProtocol::nap
            Nap(t) == At(t, "Idle") /\\ UNCHANGED vars

            Next == \\/ \\E t \\in Threads : \\/ Client(t) \\/ Step(t) \\/ Nap(t)""");
    assertNamed(problems, "no method", "java", "Nap");
  }

  /** The problems of a copy of StreamPool with one edit. */
  private List<String> edited(String from, String to) throws IOException {
    FolderCopy.copy(WORKSPACE.specs().resolve("StreamPool"), folder);
    Path module = folder.resolve("StreamPool.tla");
    String before = Files.readString(module);
    String after = before.replace(from, to);
    assertFalse(before.equals(after), "the text to edit is gone");
    Files.writeString(module, after);
    Specs specs = Specs.of(Manifest.read(folder.resolve("manifest.json")));
    return new Links(specs, JAVA, CPP).problems();
  }

  @Test
  void whatIsNoLibraryIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> ElfSection.texts(new byte[100], "x"));
  }

  @Test
  void aLibraryWithoutTheSectionClaimsNothing() throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "lib", "libjava.so");
    assumeTrue(Files.isRegularFile(java) && CPP != null, "no library to read");
    assertEquals(List.of(), NativeClaims.read(Files.readAllBytes(java)).claims());
  }
}
