package org.lockstep.gate.check;

import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.engine.Target;
import org.lockstep.kit.replay.Divergence;

/** An engine that left its model. */
record Divergent(Target target, EngineUnderTest engine, Divergence divergence) {}
