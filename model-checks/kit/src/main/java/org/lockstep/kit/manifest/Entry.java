package org.lockstep.kit.manifest;

import java.nio.file.Path;
import org.lockstep.kit.tlc.CheckRequest;

/** Something in a manifest that TLC can run: a model or a fault. */
public sealed interface Entry permits Model, Fault {
  String name();

  /** File name of the root module, relative to the manifest. */
  String module();

  /** File name of the cfg, relative to the manifest. */
  String cfg();

  Expected expected();

  /**
   * The check of this entry; a fault's modules are looked for beside it, then beside the manifest,
   * then in the folders of other modules.
   */
  default CheckRequest request(Manifest manifest) {
    Path folder = manifest.folder();
    return CheckRequest.of(folder.resolve(module()), folder.resolve(cfg()))
        .searching(folder)
        .searchingBeside(folder);
  }
}
