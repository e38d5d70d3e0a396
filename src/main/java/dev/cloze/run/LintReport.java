package dev.cloze.run;

import com.google.common.collect.ImmutableList;

/**
 * What was found in template and verbalizer files.
 *
 * @param findings file by file
 * @param templates how many templates were looked at
 * @param verbalizers how many verbalizers were looked at
 */
public record LintReport(ImmutableList<LintFinding> findings, int templates, int verbalizers) {
  /** How many findings are of this severity. */
  public int count(LintFinding.Severity severity) {
    return (int) findings.stream().filter(finding -> finding.severity() == severity).count();
  }
}
