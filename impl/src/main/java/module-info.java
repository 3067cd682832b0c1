/** A stream pool that many threads share, and the lock under which they encode work. */
module org.lockstep {
  requires jdk.jfr;
  requires static transitive java.management;
  requires static transitive micrometer.core;
  requires static transitive org.jspecify;

  exports org.lockstep;
  exports org.lockstep.barrier;
  exports org.lockstep.device;
  exports org.lockstep.encoding;
  exports org.lockstep.event;
  exports org.lockstep.lock;
  exports org.lockstep.pool;
  exports org.lockstep.pool.monitor;
  exports org.lockstep.seam;
  exports org.lockstep.stream;
}
