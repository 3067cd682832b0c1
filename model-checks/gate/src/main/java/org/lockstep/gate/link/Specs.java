package org.lockstep.gate.link;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.lockstep.gate.UnusableInput;
import org.lockstep.kit.manifest.Entry;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.manifest.Model;
import org.lockstep.kit.tlc.CfgView;
import org.lockstep.kit.tlc.Definition;
import org.lockstep.kit.tlc.SpecView;

/**
 * A module folder as TLC's own parsers see it: the modules through one model, and every cfg.
 *
 * @param cfgs by the name of the model or fault
 */
public record Specs(Manifest manifest, SpecView view, Map<String, CfgView> cfgs) {
  public static Specs of(Manifest manifest) {
    List<Path> files = manifest.entries().stream().map(entry -> cfg(manifest, entry)).toList();
    Map<Path, CfgView> read = CfgView.of(files);
    Map<String, CfgView> cfgs = new LinkedHashMap<>();
    for (Entry entry : manifest.entries()) {
      cfgs.put(entry.name(), Objects.requireNonNull(read.get(cfg(manifest, entry))));
    }
    return new Specs(manifest, SpecView.of(representative(manifest).request(manifest)), cfgs);
  }

  /** The definition of this name, also in a module that only some models have, for a refinement. */
  public Optional<Definition> definition(String name) {
    Optional<Definition> found = view.definition(name);
    return found.isPresent()
        ? found
        : manifest.models().stream()
            .filter(model -> !model.module().equals(representative(manifest).module()))
            .map(model -> SpecView.of(model.request(manifest)))
            .flatMap(module -> module.definition(name).stream())
            .findFirst();
  }

  /** Models differ in bounds, not in what is defined; one that is replayed has all actions. */
  private static Model representative(Manifest manifest) {
    return Stream.concat(
            manifest.models().stream().filter(Model::replay), manifest.models().stream())
        .findFirst()
        .orElseThrow(() -> new UnusableInput(manifest.file() + " names no model"));
  }

  private static Path cfg(Manifest manifest, Entry entry) {
    return manifest.folder().resolve(entry.cfg());
  }

  public CfgView cfg(Entry entry) {
    return Objects.requireNonNull(cfgs.get(entry.name()));
  }

  public boolean isEnvironment(String action) {
    return manifest.environment().contains(action);
  }

  public boolean isClient(String action) {
    return manifest.client().contains(action);
  }

  /** The actions that threads take: the client's, then the steps, in the order of the relation. */
  public List<String> threadActions() {
    List<String> actions = new ArrayList<>(view.actions());
    actions.removeAll(manifest.environment());
    return actions;
  }
}
