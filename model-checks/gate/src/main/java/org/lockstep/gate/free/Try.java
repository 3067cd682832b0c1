package org.lockstep.gate.free;

import java.io.*;
import java.nio.file.*;
import java.util.*;
import org.lockstep.kit.record.*;
import org.lockstep.kit.tlc.*;
import org.lockstep.kit.validate.*;

public final class Try {
  public static void main(String[] args) throws Exception {
    FreeModule module = FreeModules.named(args[0]).orElseThrow();
    long events = Long.parseLong(args[2]);
    int calls = Integer.parseInt(args[3]);
    FreeRun run = new FreeRun(module, args[1], 42, calls, Boolean.getBoolean("dawdle"));
    Path specs = Path.of(System.getProperty("lockstep.root", ".")).resolve("specs").resolve(args[0]);
    CheckRequest request = CheckRequest.of(specs.resolve("free/Free" + args[0] + ".tla"), specs.resolve("free/Free" + args[0] + ".cfg")).searching(specs);
    try (Stepper stepper = Stepper.open(request)) {
      WalkMoves moves = new WalkMoves(stepper, "Free_");
      Validator validator = new Validator(moves, module.hidden(), module.observed());
      long[] spent = new long[3];
      long t0 = System.nanoTime();
      run.record(events, round -> {
        long t = System.nanoTime();
        Verdict v = validator.validate(round);
        spent[0] += System.nanoTime() - t; spent[1] += round.events(); spent[2]++;
        if (!v.legal()) { System.out.println("round " + round.number() + " " + v); 
          v.candidates().forEach(c -> { System.out.println(c); System.out.println(stepper.successors(c).stream().map(x -> x.label().toString()).toList()); }); 
          round.logs().forEach(l -> { var n = v.next().get(l.thread()); int i = l.events().indexOf(n); System.out.println(l.thread() + " " + l.events().size()); for (int j = Math.max(0, i - 40); j < Math.min(i + 3, l.events().size()); j++) System.out.println((j == i ? "  > " : "    ") + l.events().get(j)); });
          System.exit(1); }
      });
      System.out.printf("%d rounds %d events, %.2f s in all, validation %.2f s, %d states, %d visited%n", spent[2], spent[1], (System.nanoTime()-t0)/1e9, spent[0]/1e9, moves.size(), validator.visited());
    }
    System.exit(0);
  }
}
