package org.lockstep.gate.publish;

import org.lockstep.gate.report.Evidence;

/** The whole result as one page that opens from disk. */
final class HtmlReport {
  private final Evidence evidence;

  HtmlReport(Evidence evidence) {
    this.evidence = evidence;
  }

  String text() {
    return evidence.report().sentence();
  }
}
