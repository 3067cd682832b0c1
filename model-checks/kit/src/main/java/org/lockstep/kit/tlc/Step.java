package org.lockstep.kit.tlc;

import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;

/** One step that the specification allows. */
public record Step(Label label, State target) {}
