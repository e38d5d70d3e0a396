/**
 * The pages of runs, of pretrainings and of sweeps: one HTML file that shows how good the result
 * is, how it came about and how to repeat it. It asks nothing of the network and runs no script,
 * and equal input gives equal bytes.
 *
 * <p>May import {@code train}. What is shown comes in as {@link dev.cloze.report.RunPage}, {@link
 * dev.cloze.report.PretrainPage} or {@link dev.cloze.report.SweepPage}; whatever stands in it is
 * text and never markup. To add a section: a class with {@code of(RunPage)}, a line in {@code
 * Page}, and its name in the test that lists the sections. To add a chart: a class that draws into
 * a {@code Frame}. Colours and sizes stand in {@code report.css}.
 */
package dev.cloze.report;
