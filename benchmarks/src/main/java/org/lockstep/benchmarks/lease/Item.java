package org.lockstep.benchmarks.lease;

/** What those peers lend that do not bring a handle of their own; wide enough for two lines. */
class Item {
  final int number;

  // Else the states of neighbours, which some peers keep in the item, share a cache line.
  long p0;
  long p1;
  long p2;
  long p3;
  long p4;
  long p5;
  long p6;
  long p7;
  long p8;
  long p9;
  long p10;
  long p11;
  long p12;
  long p13;
  long p14;
  long p15;

  Item(int number) {
    this.number = number;
  }
}
