package org.lockstep.kit.tlc;

import java.time.Duration;

/** How far a running check has come. */
public record Progress(long generated, long distinct, long queue, Duration elapsed) {}
