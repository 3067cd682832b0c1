package org.lockstep.pool;

/** Fault: a stream can be found before it has its queue. */
public final class PublishBeforeReady extends StreamPool {
  public PublishBeforeReady(StreamPoolBuilder settings) {
    super(settings);
  }

  @Override
  void createAndPublish(int s) {
    publish(s);
    create(s);
  }
}
