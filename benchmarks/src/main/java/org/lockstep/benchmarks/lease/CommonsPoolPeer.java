package org.lockstep.benchmarks.lease;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;

/** Apache Commons Pool, with its defaults: what is borrowed and returned is not validated. */
final class CommonsPoolPeer implements Peer<Item> {
  private static final class Items extends BasePooledObjectFactory<Item> {
    private final AtomicInteger made = new AtomicInteger();

    @Override
    public Item create() {
      return new Item(made.getAndIncrement());
    }

    @Override
    public PooledObject<Item> wrap(Item item) {
      return new DefaultPooledObject<>(item);
    }
  }

  private static final Duration TIMEOUT = Duration.ofSeconds(TIMEOUT_SECONDS);

  private final GenericObjectPool<Item> pool;

  CommonsPoolPeer(int size, boolean fair) {
    GenericObjectPoolConfig<Item> config = new GenericObjectPoolConfig<>();
    config.setMaxTotal(size);
    config.setMaxIdle(size);
    config.setMinIdle(size);
    config.setFairness(fair);
    config.setMaxWait(TIMEOUT);
    config.setJmxEnabled(false);
    this.pool = new GenericObjectPool<>(new Items(), config);
    try {
      pool.preparePool();
    } catch (Exception e) {
      throw new IllegalStateException("the pool cannot be filled", e);
    }
  }

  @Override
  public Item borrow() throws Exception {
    return pool.borrowObject();
  }

  @Override
  public void giveBack(Item lent) {
    pool.returnObject(lent);
  }

  @Override
  public void close() {
    pool.close();
  }
}
