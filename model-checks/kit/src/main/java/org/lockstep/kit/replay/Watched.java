package org.lockstep.kit.replay;

import java.util.List;

/**
 * A drive, watched.
 *
 * @param views the view before the first step, then the one after each step of the schedule that
 *     was taken
 */
public record Watched<V>(List<V> views, DriveResult<V> result) {
  public Watched {
    views = List.copyOf(views);
  }
}
