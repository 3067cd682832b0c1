package org.lockstep.pool;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A wait for a stream, in the flight recorder. */
@Name("org.lockstep.LeaseWait")
@Label("Wait for a stream")
@Category("Lockstep")
@Description("A thread found no stream free and waited for one")
final class LeaseWaitEvent extends Event {
  @Label("Stream")
  @Description("The stream that it got, -1 if none")
  int stream;

  @Label("Outcome")
  String outcome = "";

  @Label("Waiters")
  @Description("How many waited when it began to, itself included")
  int waiters;
}
