package org.lockstep.stream;

import java.util.List;

/**
 * The whole state of a command stream with its threads and its device. Components are named like
 * the variables of CommandStream.tla; pc goes by thread, first those that call, then the handlers;
 * call to ahead by those that call, firing by handlers.
 *
 * @param pc the step point at which each thread stands: an action's name, Idle or Gone
 * @param call the model's name of the call it is in, or None
 * @param result none, thrown or failed
 * @param grip none, open or ended
 * @param hand none, current or spent
 * @param owner a thread, or -1; so is encoding
 * @param buffer the buffer that is being recorded, or nothing
 * @param firing whose handlers it has yet to call
 */
public record CommandStreamView(
    List<String> pc,
    List<String> call,
    List<String> result,
    List<String> grip,
    List<String> hand,
    List<Integer> ahead,
    int owner,
    int encoding,
    List<Buffer> buffer,
    boolean encoder,
    List<Buffer> flight,
    boolean error,
    List<List<Integer>> firing) {
  public static final int NONE = -1;

  /** Who asked for what a buffer holds, in order. */
  public record Buffer(List<Command> commands, List<Integer> handlers) {}

  /**
   * Something recorded.
   *
   * @param what work or mark
   */
  public record Command(String what, int thread) {}

  /** The invariants of the model that need no history, conjunct by conjunct. */
  public void invariant() {
    for (int t = 0; t < call.size(); t++) {
      String at = pc.get(t);
      boolean commits = at.equals("Commit");
      require(
          !commits || hand.get(t).equals("current"),
          "NoDoubleCommitInv: thread " + t + " is to commit a buffer committed before");
      require(
          !at.equals("Encode") || grip.get(t).equals("open"),
          "EncoderAliveInv: thread " + t + " records through an ended encoder");
      require(
          !(commits || at.equals("Mark")) || !encoder,
          "EncoderClosedInv: thread " + t + " is at " + at + " beside an open encoder");
      require(
          !at.equals("AddHandler") || hand.get(t).equals("current"),
          "HandlerInTimeInv: thread " + t + " adds a handler to a committed buffer");
      require(
          !at.equals("Await") || (owner != t && encoding != t),
          "NoWaitOnQueueInv: thread " + t + " waits for the device on the queue");
      require(
          !at.equals("Enter") || (owner != t && encoding != t),
          "NoSelfWaitInv: thread " + t + " waits for the queue that it is on");
    }
    require(
        owner == NONE || !call.get(owner).equals("None"),
        "OwnerInCallInv: thread " + owner + " has not left the queue");
  }

  private void require(boolean holds, String conjunct) {
    if (!holds) {
      throw new IllegalStateException(conjunct + " in " + this);
    }
  }
}
