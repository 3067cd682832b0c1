package org.lockstep.kit.validate;

import java.util.Arrays;

/** A set of positions: how far each thread is, and the state that the model is in. */
final class Visited {
  private static final int FREE = -1;

  private long[] low = new long[1 << 12];
  private long[] high = new long[1 << 12];
  private int[] state = free(1 << 12);
  private int size;

  private static int[] free(int length) {
    int[] states = new int[length];
    Arrays.fill(states, FREE);
    return states;
  }

  int size() {
    return size;
  }

  /** Whether it is new. At most 8 threads, 16 bits each. */
  boolean add(int[] at, int inState) {
    long a = 0;
    long b = 0;
    for (int t = 0; t < at.length; t++) {
      if (t < 4) {
        a |= (long) at[t] << (16 * t);
      } else {
        b |= (long) at[t] << (16 * (t - 4));
      }
    }
    if (!put(a, b, inState)) {
      return false;
    }
    size++;
    if (2 * size > state.length) {
      grow();
    }
    return true;
  }

  private boolean put(long a, long b, int inState) {
    int mask = state.length - 1;
    int slot = hash(a, b, inState) & mask;
    while (state[slot] != FREE) {
      if (state[slot] == inState && low[slot] == a && high[slot] == b) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    low[slot] = a;
    high[slot] = b;
    state[slot] = inState;
    return true;
  }

  private static int hash(long a, long b, int inState) {
    long mixed = (a * 31 + b) * 0x9E3779B97F4A7C15L + inState;
    mixed ^= mixed >>> 32;
    mixed *= 0xD6E8FEB86659FD93L;
    return (int) (mixed ^ (mixed >>> 32));
  }

  private void grow() {
    long[] lows = low;
    long[] highs = high;
    int[] states = state;
    low = new long[2 * lows.length];
    high = new long[2 * lows.length];
    state = free(2 * lows.length);
    for (int i = 0; i < states.length; i++) {
      if (states[i] != FREE) {
        put(lows[i], highs[i], states[i]);
      }
    }
  }
}
