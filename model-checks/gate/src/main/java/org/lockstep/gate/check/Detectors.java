package org.lockstep.gate.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lockstep.gate.report.DetectorRow;
import org.lockstep.gate.report.FaultRow;
import org.lockstep.gate.report.FreeFaultRow;
import org.lockstep.kit.manifest.Fault;
import org.lockstep.kit.manifest.Manifest;

/** The table of faults and of what sees them: from this run, and from what other tools left. */
final class Detectors {
  private final Findings findings;
  private final ToolFiles tools;

  Detectors(Findings findings, ToolFiles tools) {
    this.findings = findings;
    this.tools = tools;
  }

  List<DetectorRow> rows(List<Manifest> manifests) {
    List<DetectorRow> rows = new ArrayList<>();
    for (Manifest manifest : manifests) {
      for (Fault fault : manifest.faults()) {
        rows.add(row(manifest.module(), fault));
      }
    }
    return rows;
  }

  private DetectorRow row(String module, Fault fault) {
    Map<String, String> by = new LinkedHashMap<>();
    Map<String, String> how = new LinkedHashMap<>();
    DetectorRow.DETECTORS.forEach(name -> by.put(name, DetectorRow.NOT_RUN));
    List<FaultRow> replays =
        findings.faults.stream()
            .filter(row -> row.module().equals(module) && row.fault().equals(fault.name()))
            .filter(row -> !row.generated() && !row.where().equals("model"))
            .toList();
    if (!replays.isEmpty()) {
      boolean caught = replays.stream().allMatch(FaultRow::caught);
      by.put(DetectorRow.REPLAY, caught ? DetectorRow.SEEN : DetectorRow.UNSEEN);
      how.put(
          DetectorRow.REPLAY,
          replays.stream().map(FaultRow::where).collect(Collectors.joining(", ")));
    }
    for (FreeFaultRow row : findings.freeFaults) {
      if (row.module().equals(module) && row.fault().equals(fault.name())) {
        String name = DetectorRow.recorded(row.engine());
        by.put(name, row.wasSeen() ? DetectorRow.SEEN : DetectorRow.UNSEEN);
        how.put(name, row.wasSeen() ? row.seenBy() : fault.unseen().getOrDefault(row.engine(), ""));
      }
    }
    for (String tool : DetectorRow.TOOLS) {
      ToolFiles.Said said = tools.of(tool, module, fault.name());
      if (said != null) {
        by.put(tool, said.seen() ? DetectorRow.SEEN : DetectorRow.UNSEEN);
        how.put(tool, said.how());
      }
    }
    return new DetectorRow(module, fault.name(), by, how);
  }
}
