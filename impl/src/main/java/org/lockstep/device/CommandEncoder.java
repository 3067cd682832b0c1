package org.lockstep.device;

/**
 * What records commands into a command buffer, one encoder at a time. Not guarded: whoever shares
 * it sees to it that one thread uses it at a time.
 */
public final class CommandEncoder {
  private final CommandBuffer buffer;
  private boolean ended;

  CommandEncoder(CommandBuffer buffer) {
    this.buffer = buffer;
  }

  /** Records a command. */
  public void dispatch(Runnable command) {
    requireOpen("dispatch through");
    buffer.add(command);
  }

  /** No more commands: the buffer may be committed, or have another encoder. */
  public void end() {
    requireOpen("end");
    ended = true;
    buffer.encoderEnded();
  }

  public boolean isEnded() {
    return ended;
  }

  private void requireOpen(String deed) {
    if (ended) {
      throw new DeviceException(
          deed + " a command encoder that is ended: somebody else has ended it meanwhile");
    }
  }
}
