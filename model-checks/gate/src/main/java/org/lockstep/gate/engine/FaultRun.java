package org.lockstep.gate.engine;

import org.jspecify.annotations.Nullable;

/**
 * What a faulty engine did when a schedule was driven on it and all threads then ran on.
 *
 * @param runs how often the schedule was driven
 * @param harmed in how many of these runs harm was observed
 * @param harm the damage that the first harmed run showed, null if none did
 * @param problem why a run without harm had none, null if every run had
 */
public record FaultRun(int runs, int harmed, @Nullable String harm, @Nullable String problem) {}
