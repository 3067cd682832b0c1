package org.lockstep.kit.tlc;

import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.StateGraph;

/** A check together with the graph it walked; the graph is there only if all of it was walked. */
public record Exploration(CheckResult result, @Nullable StateGraph graph) {}
